// The inner loops of the patch synthesis, in AssemblyScript, compiled to WebAssembly with SIMD. Their purpose and
// order are in ../synthesise.ts. Pictures are RGBX, 8 bits per channel. A place is y * stride + x; a patch's place is
// that of its first pixel. The caller lays out the memory.

/** The side of a patch, px. Rows are read as 8 px, of which the last is masked out. */
const SIDE: i32 = 7;
const NOWHERE: i32 = -1;

let stride: i32;
let height: i32;
/** The current picture; its unknown pixels change with every vote. */
let picture: usize;
/** The picture, blurred as much as the guide. */
let smooth: usize;
/** Per place, u8: whether a patch may be copied from there. */
let sources: usize;
/**
 * Per place, i32: where the patch at this place is copied from; NOWHERE for patches that are entirely known.
 */
let field: usize;
/** Per place, i32: how much the patch differs from its source. */
let costs: usize;
/** Weight of the guide's difference against the picture's. */
let guideWeight: f32;
let random: u32 = 1;

export function setLevel(
  levelStride: i32,
  levelHeight: i32,
  pictureAt: usize,
  smoothAt: usize,
  sourcesAt: usize,
  fieldAt: usize,
  costsAt: usize,
): void {
  stride = levelStride;
  height = levelHeight;
  picture = pictureAt;
  smooth = smoothAt;
  sources = sourcesAt;
  field = fieldAt;
  costs = costsAt;
}

export function weighGuide(weight: f32): void {
  guideWeight = weight;
}

export function seedRandom(seed: u32): void {
  random = seed == 0 ? 1 : seed;
}

// Xorshift (Marsaglia 2003).
function nextRandom(): u32 {
  random ^= random << 13;
  random ^= random >> 17;
  random ^= random << 5;
  return random;
}

function squares(difference: v128): v128 {
  return i32x4.add(
    i32x4.extadd_pairwise_i16x8_u(i16x8.extmul_low_i8x16_u(difference, difference)),
    i32x4.extadd_pairwise_i16x8_u(i16x8.extmul_high_i8x16_u(difference, difference)),
  );
}

function apart(a: v128, b: v128): v128 {
  return v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a));
}

function sum(four: v128): i32 {
  return (
    i32x4.extract_lane(four, 0) +
    i32x4.extract_lane(four, 1) +
    i32x4.extract_lane(four, 2) +
    i32x4.extract_lane(four, 3)
  );
}

function corners(at: usize): v128 {
  const row = <usize>((SIDE - 1) * stride * 4);
  let four = v128.load32_zero(at);
  four = v128.load32_lane(at, four, 1, (SIDE - 1) * 4);
  four = v128.load32_lane(at + row, four, 2);
  return v128.load32_lane(at + row, four, 3, (SIDE - 1) * 4);
}

/**
 * How much the patches at two places differ. Stops early with a number of at least `limit` once that is certain.
 */
function distance(target: i32, source: i32, limit: i32): i32 {
  let total = 0;
  if (guideWeight > 0) {
    const guide = squares(apart(corners(smooth + 4 * target), corners(smooth + 4 * source)));
    total = <i32>(<f32>sum(guide) * guideWeight);
    if (total >= limit) return total;
  }
  const seven = i32x4(-1, -1, -1, 0);
  const step = <usize>(4 * stride);
  let a = picture + 4 * target;
  let b = picture + 4 * source;
  let unlike = i32x4.splat(0);
  for (let row = 0; row < SIDE; row++) {
    unlike = i32x4.add(unlike, squares(apart(v128.load(a), v128.load(b))));
    const right = v128.and(seven, apart(v128.load(a, 16), v128.load(b, 16)));
    unlike = i32x4.add(unlike, squares(right));
    if (row == 2 && total + sum(unlike) >= limit) return limit;
    a += step;
    b += step;
  }
  return total + sum(unlike);
}

/** Computes the costs of the current field. @param targets i32 places */
export function measure(targets: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const place = load<i32>(targets + 4 * i);
    store<i32>(costs + 4 * place, distance(place, load<i32>(field + 4 * place), i32.MAX_VALUE));
  }
}

/**
 * Keeps sources that are still valid; replaces the others with random ones. @param choices i32 places of the sources
 */
export function scatter(targets: usize, count: i32, choices: usize, choiceCount: i32): void {
  for (let i = 0; i < count; i++) {
    const place = load<i32>(targets + 4 * i);
    const from = load<i32>(field + 4 * place);
    if (from >= 0 && load<u8>(sources + from) != 0) continue;
    const choice = <i32>(nextRandom() % <u32>choiceCount);
    store<i32>(field + 4 * place, load<i32>(choices + 4 * choice));
  }
}

/**
 * One pass of PatchMatch (Barnes et al. 2009): propagates what neighbours found, then searches at random ever nearer
 * to the best.
 * @param forwards in the order of the targets, else in reverse
 * @param reach px; radius around the best at which the random search begins
 */
export function search(targets: usize, count: i32, forwards: bool, reach: i32): void {
  const step = forwards ? -1 : 1;
  const last = stride * height;
  for (let i = 0; i < count; i++) {
    const place = load<i32>(targets + 4 * (forwards ? i : count - 1 - i));
    let best = load<i32>(field + 4 * place);
    let cost = load<i32>(costs + 4 * place);
    for (let axis = 0; axis < 2; axis++) {
      const away = axis == 0 ? step : step * stride;
      const beside = place + away;
      if (beside < 0 || beside >= last) continue;
      const found = load<i32>(field + 4 * beside);
      if (found == NOWHERE) continue;
      const from = found - away;
      if (from < 0 || from >= last || from == best || load<u8>(sources + from) == 0) continue;
      const other = distance(place, from, cost);
      if (other < cost) {
        cost = other;
        best = from;
      }
    }
    for (let radius = reach; radius >= 1; radius >>= 1) {
      const chance = nextRandom();
      const span = <u32>(2 * radius + 1);
      const right = <i32>((chance & 0xffff) % span) - radius;
      const down = <i32>((chance >> 16) % span) - radius;
      const row = best / stride + down;
      const column = (best % stride) + right;
      if (row < 0 || row >= height || column < 0 || column >= stride) continue;
      const from = row * stride + column;
      if (load<u8>(sources + from) == 0) continue;
      const other = distance(place, from, cost);
      if (other < cost) {
        cost = other;
        best = from;
      }
    }
    store<i32>(field + 4 * place, best);
    store<i32>(costs + 4 * place, cost);
  }
}

/**
 * Sets every unknown pixel to the weighted mean of what the patches over it bring.
 * @param unknown i32 places of pixels
 * @param weights f32 per place of a patch
 * @param within f32[SIDE * SIDE], by the pixel's position in the patch
 */
export function vote(unknown: usize, count: i32, weights: usize, within: usize): void {
  for (let i = 0; i < count; i++) {
    const pixel = load<i32>(unknown + 4 * i);
    let colour = f32x4.splat(0);
    let all: f32 = 0;
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const inside = y * stride + x;
        const place = pixel - inside;
        if (place < 0) continue;
        const from = load<i32>(field + 4 * place);
        if (from == NOWHERE) continue;
        const weight = load<f32>(weights + 4 * place) * load<f32>(within + 4 * (y * SIDE + x));
        const bytes = v128.load32_zero(picture + 4 * (from + inside));
        const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
        colour = f32x4.add(colour, f32x4.mul(f32x4.splat(weight), f32x4.convert_i32x4_u(words)));
        all += weight;
      }
    }
    if (all <= 0) continue;
    const mean = i32x4.trunc_sat_f32x4_u(
      f32x4.add(f32x4.div(colour, f32x4.splat(all)), f32x4.splat(0.5)),
    );
    const words = i16x8.narrow_i32x4_u(mean, mean);
    v128.store32_lane(picture + 4 * pixel, i8x16.narrow_i16x8_u(words, words), 0);
  }
}

/**
 * Sets every unknown pixel to a copy of what the most similar patch over it brings; among equals, the first.
 * @param unknown i32 places of pixels
 */
export function pick(unknown: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const pixel = load<i32>(unknown + 4 * i);
    let least = i32.MAX_VALUE;
    let best = NOWHERE;
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const inside = y * stride + x;
        const place = pixel - inside;
        if (place < 0) continue;
        const from = load<i32>(field + 4 * place);
        if (from == NOWHERE) continue;
        const cost = load<i32>(costs + 4 * place);
        if (cost >= least) continue;
        least = cost;
        best = from + inside;
      }
    }
    if (best != NOWHERE) store<u32>(picture + 4 * pixel, load<u32>(picture + 4 * best));
  }
}
