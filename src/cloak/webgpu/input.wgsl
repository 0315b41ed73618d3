// The generator's input: the crop of the frame, packed plane by plane in the card's order. If the card asks for that,
// a push-pull pyramid fills its hole smoothly. The pyramid is defined as in training/vanish/networks/prefill.py; a
// golden file keeps the two in step. All levels are in one buffer, finest first: colour in rgb, known (0..1) in a.

struct Level {
  side: vec2u,      // of the level that this run writes, px
  fine: u32,        // start of the finer of the two levels in the pyramid
  coarse: u32,      // start of the coarser one
}

struct Crop {
  origin: vec2f,    // shares of the frame
  extent: vec2f,
  range: vec2f,     // the values of black and white in the network's input
  taps: u32,        // samples per axis for one pixel of the crop
  support: f32,     // alpha above which a pixel is hole
}

@group(0) @binding(0) var<uniform> level: Level;
@group(0) @binding(1) var<storage, read_write> pyramid: array<vec4f>;

@group(1) @binding(0) var<uniform> crop: Crop;
@group(1) @binding(1) var frame: texture_2d<f32>;
@group(1) @binding(2) var hole: texture_2d<f32>;
@group(1) @binding(3) var linear: sampler;

// The planes that the network takes; the codes are those of ../planes.ts.
struct Planes {
  codes: array<vec4u, 3>,
  count: u32,
  samples_again: u32,   // `rgb` is sampled again inside the hole, where the pyramid overwrote it
}

@group(2) @binding(0) var<storage, read_write> input: array<f32>;
@group(2) @binding(1) var<uniform> planes: Planes;

// A pixel of the crop: the mean of evenly spread samples of the frame, to avoid flicker.
fn crop_colour(pixel: vec2u) -> vec3f {
  var colour = vec3f(0.0);
  for (var j = 0u; j < crop.taps; j++) {
    for (var i = 0u; i < crop.taps; i++) {
      let inside = (vec2f(vec2u(i, j)) + 0.5) / f32(crop.taps);
      let place = crop.origin + crop.extent * (vec2f(pixel) + inside) / vec2f(level.side);
      colour += textureSampleBaseClampToEdge(frame, linear, place).rgb;
    }
  }
  return colour / f32(crop.taps * crop.taps);
}

// Cuts the crop out of the frame; the hole is unknown.
@compute @workgroup_size(8, 8)
fn cut(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= level.side)) { return; }
  let centre = crop.origin + crop.extent * (vec2f(id.xy) + 0.5) / vec2f(level.side);
  let alpha = textureSampleLevel(hole, linear, centre, 0.0).r;
  let known = select(1.0, 0.0, alpha > crop.support);
  pyramid[id.y * level.side.x + id.x] = vec4f(crop_colour(id.xy), known);
}

// Makes the next coarser level: the mean of the known pixels in each 2x2 block.
@compute @workgroup_size(8, 8)
fn pull(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= level.side)) { return; }
  var colour = vec3f(0.0);
  var known = 0.0;
  for (var i = 0u; i < 4u; i++) {
    let pixel = 2u * id.xy + vec2u(i & 1u, i >> 1u);
    let fine = pyramid[level.fine + pixel.y * 2u * level.side.x + pixel.x];
    colour += fine.rgb * fine.a;
    known += fine.a;
  }
  colour /= max(known, 4e-6);
  pyramid[level.coarse + id.y * level.side.x + id.x] = vec4f(colour, min(known, 1.0));
}

// The coarsest level: the unknown takes the mean of the known. Runs in one workgroup. If a side was odd from the
// start, this level is the whole picture.
const SETTLERS = 64u;
var<workgroup> sums: array<vec4f, SETTLERS>;

@compute @workgroup_size(SETTLERS)
fn settle(@builtin(local_invocation_index) index: u32) {
  let count = level.side.x * level.side.y;
  var own = vec4f(0.0);
  for (var i = index; i < count; i += SETTLERS) {
    let pixel = pyramid[level.fine + i];
    own += vec4f(pixel.rgb * pixel.a, pixel.a);
  }
  sums[index] = own;
  workgroupBarrier();
  var all = vec4f(0.0);
  for (var i = 0u; i < SETTLERS; i++) { all += sums[i]; }
  let colour = all.rgb / max(all.a, 1e-6);
  for (var i = index; i < count; i += SETTLERS) {
    let pixel = pyramid[level.fine + i];
    pyramid[level.fine + i] = vec4f(mix(colour, pixel.rgb, pixel.a), pixel.a);
  }
}

fn upsampled(id: vec2u) -> vec3f {
  let coarse = vec2i(level.side / 2u);
  let place = (vec2f(id) + 0.5) / 2.0 - 0.5;
  let first = vec2i(floor(place));
  let share = place - floor(place);
  let low = clamp(first, vec2i(0), coarse - 1);
  let high = clamp(first + 1, vec2i(0), coarse - 1);
  let a = pyramid[level.coarse + u32(low.y * coarse.x + low.x)].rgb;
  let b = pyramid[level.coarse + u32(low.y * coarse.x + high.x)].rgb;
  let c = pyramid[level.coarse + u32(high.y * coarse.x + low.x)].rgb;
  let d = pyramid[level.coarse + u32(high.y * coarse.x + high.x)].rgb;
  return mix(mix(a, b, share.x), mix(c, d, share.x), share.y);
}

// Makes the next finer level: the unknown takes the coarser level's colour.
@compute @workgroup_size(8, 8)
fn push(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= level.side)) { return; }
  let at = level.fine + id.y * level.side.x + id.x;
  let pixel = pyramid[at];
  pyramid[at] = vec4f(mix(upsampled(id.xy), pixel.rgb, pixel.a), pixel.a);
}

// Noise that is the same in every frame, so that the fill stays still: PCG of the pixel's place (Jarzynski and Olano
// 2020, "Hash Functions for GPU Rendering"), 0..1. The twin is in pack.frag.
fn noise(pixel: vec2u) -> f32 {
  let state = (pixel.y * 65536u + pixel.x) * 747796405u + 2891336453u;
  var word = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
  word = (word >> 22u) ^ word;
  return f32(word >> 8u) / 16777216.0;
}

fn in_range(colour: vec3f) -> vec3f {
  return mix(vec3f(crop.range.x), vec3f(crop.range.y), colour);
}

// Writes the finest level in the network's format: colours in its range, all else 0..1.
@compute @workgroup_size(8, 8)
fn write_input(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= level.side)) { return; }
  let at = id.y * level.side.x + id.x;
  let pixel = pyramid[at];
  var seen = pixel.rgb;
  if (planes.samples_again == 1u && pixel.a == 0.0) { seen = crop_colour(id.xy); }
  let rgb = in_range(seen);
  let masked = in_range(seen * pixel.a);
  let filled = in_range(pixel.rgb);
  var values = array<f32, 11>(
    rgb.x, rgb.y, rgb.z,
    masked.x, masked.y, masked.z,
    filled.x, filled.y, filled.z,
    1.0 - pixel.a,
    noise(id.xy),
  );
  for (var i = 0u; i < planes.count; i++) {
    input[at * planes.count + i] = values[planes.codes[i / 4u][i % 4u]];
  }
}
