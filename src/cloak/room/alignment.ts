// Estimates how the camera moved between the plate and a frame: Gauss-Newton on their difference (Lucas and Kanade
// 1981; Baker and Matthews 2004), coarse to fine, on small pictures. The file is longer than others because it holds
// the whole method, step by step.

import { reachOf, STILL, type Motion } from '../../frame/motion.ts';

export interface Alignment {
  motion: Motion;
  /** Mean difference of the two after the motion, grey levels; differences in light are factored out. */
  error: number;
  /** The same before the motion. */
  errorAtRest: number;
  /** Whether the motion is reliable: there is texture in all directions, and it fits. */
  isCertain: boolean;
}

export interface Aligner {
  /**
   * @param plate luma `[height, width]`, 0..255
   * @param frame luma `[height, width]`, 0..255; its light may differ from the plate's
   * @param weights `[height, width]`; above 0 where both show the room
   */
  align(plate: Float32Array, frame: Float32Array, weights: Float32Array): Alignment;
}

const LEVELS = 3;
const ROUNDS = 6;
/** The rounds end at a step below this (px of the level). */
const SMALL_STEP = 0.004;
/** If the first step from rest is smaller than this, the camera stands still. px */
const RESTING = 0.06;
/** Least mean squared gradient of the weakest direction, grey levels per px, squared. */
const LEAST_TEXTURE = 1.2;
/** The same as a share of the strongest direction's. */
const LEAST_ISOTROPY = 0.015;
/** Unrelated pictures differ by about this share of their contrast. */
const UNRELATED = 0.55;
/** The picture is split into this many parts per axis. */
const PARTS = 4;
/** At least this share of the parts must have texture: one turning object is not a moving camera. */
const LEAST_SPREAD = 0.5;
const PARAMETERS = 6; // x, y, angle, log of the scale, gain, offset

interface Level {
  width: number;
  height: number;
  plate: Float32Array;
  frame: Float32Array;
  weights: Float32Array;
}

interface Step {
  change: Float64Array;
  error: number;
  /** Smaller and larger eigenvalues of the mean structure tensor. */
  texture: [number, number];
  /** The share of the parts that have texture, 0..1. */
  spread: number;
  count: number;
}

/** @param width px of the pictures @param height px of the pictures */
export function createAligner(width: number, height: number): Aligner {
  const levels: Level[] = [];
  for (let i = 0; i < LEVELS; i++) {
    const w = width >> i;
    const h = height >> i;
    if (Math.min(w, h) < 16) break;
    const map = () => new Float32Array(w * h);
    levels.push({ width: w, height: h, plate: map(), frame: map(), weights: map() });
  }
  const normal = new Float64Array(PARAMETERS * PARAMETERS);
  const right = new Float64Array(PARAMETERS);
  const row = new Float64Array(PARAMETERS);
  const partTexture = new Float64Array(PARTS * PARTS);
  const partCount = new Float64Array(PARTS * PARTS);

  /** One Gauss-Newton step at a level, in that level's px. */
  function step(level: Level, motion: Motion, gain: number, offset: number, reach: number): Step {
    const { width: w, height: h, plate, frame, weights } = level;
    const cos = motion.scale * Math.cos(motion.angle);
    const sin = motion.scale * Math.sin(motion.angle);
    const [middleX, middleY] = [w / 2 - 0.5, h / 2 - 0.5];
    const stride = w > 100 ? 2 : 1;
    normal.fill(0);
    right.fill(0);
    partTexture.fill(0);
    partCount.fill(0);
    let count = 0;
    let sum = 0;
    let xx = 0;
    let xy = 0;
    let yy = 0;
    for (let y = 1; y < h - 1; y += stride) {
      for (let x = 1 + (stride > 1 ? (y >> 1) & 1 : 0); x < w - 1; x += stride) {
        const at = y * w + x;
        if (weights[at]! <= 0) continue;
        const dx = x - middleX;
        const dy = y - middleY;
        const turnedX = cos * dx - sin * dy;
        const turnedY = sin * dx + cos * dy;
        const placeX = turnedX + middleX + motion.x;
        const placeY = turnedY + middleY + motion.y;
        const left = Math.floor(placeX);
        const top = Math.floor(placeY);
        if (left < 1 || top < 1 || left >= w - 2 || top >= h - 2) continue;
        const u = placeX - left;
        const v = placeY - top;
        const first = top * w + left;
        if (weights[first]! <= 0 || weights[first + w + 1]! <= 0) continue;
        // Bilinear: the value, and the gradient as the same blend of central differences.
        const sample = (i: number) =>
          (1 - v) * ((1 - u) * frame[i]! + u * frame[i + 1]!) +
          v * ((1 - u) * frame[i + w]! + u * frame[i + w + 1]!);
        const value = sample(first);
        const gx = (sample(first + 1) - sample(first - 1)) / 2;
        const gy = (sample(first + w) - sample(first - w)) / 2;
        const part = Math.floor((y * PARTS) / h) * PARTS + Math.floor((x * PARTS) / w);
        partCount[part]!++;
        partTexture[part]! += gx * gx + gy * gy;
        const residual = value - gain * plate[at]! - offset;
        const size = Math.abs(residual);
        count++;
        sum += Math.min(size, reach);
        if (size >= reach) continue;
        const weight = (1 - (size / reach) ** 2) ** 2;
        xx += gx * gx;
        xy += gx * gy;
        yy += gy * gy;
        row[0] = gx;
        row[1] = gy;
        row[2] = -gx * turnedY + gy * turnedX;
        row[3] = gx * turnedX + gy * turnedY;
        row[4] = -plate[at]!;
        row[5] = -1;
        for (let i = 0; i < PARAMETERS; i++) {
          right[i]! -= weight * row[i]! * residual;
          for (let j = i; j < PARAMETERS; j++)
            normal[i * PARAMETERS + j]! += weight * row[i]! * row[j]!;
        }
      }
    }
    const n = Math.max(1, count);
    const middle = (xx + yy) / 2 / n;
    const apart = Math.hypot((xx - yy) / 2, xy) / n;
    return {
      change: solve(normal, right),
      error: sum / n,
      texture: [middle - apart, middle + apart],
      spread: spreadOf(partTexture, partCount),
      count,
    };
  }

  return {
    align(plate, frame, weights) {
      fill(levels, plate, frame, weights);
      const finest = levels[0]!;
      const start = matchLight(finest);
      const contrast = start.deviation;
      const reachAt = (error: number) => Math.max(8, 4 * error);
      const atRest = step(finest, STILL, start.gain, start.offset, 60);
      const errorAtRest = atRest.error;
      const hasTexture =
        atRest.texture[0] > LEAST_TEXTURE &&
        atRest.texture[0] > LEAST_ISOTROPY * atRest.texture[1] &&
        atRest.spread >= LEAST_SPREAD &&
        atRest.count > 200;
      const rest = { motion: STILL, error: errorAtRest, errorAtRest, isCertain: hasTexture };
      if (!hasTexture) return { ...rest, isCertain: false };
      const gentle = step(finest, STILL, start.gain, start.offset, reachAt(errorAtRest));
      const isResting = reachOf(changed(STILL, gentle.change), width) < RESTING;
      // Where the fit is poor, the minimum may be far away.
      if (isResting && errorAtRest < 0.15 * contrast) return rest;

      let gain = start.gain;
      let offset = start.offset;
      const scale = 2 ** (levels.length - 1);
      let motion: Motion = STILL;
      let last: Step | undefined;
      let hasSettled = false;
      for (let i = levels.length - 1; i >= 0; i--) {
        let reach = 60;
        for (let round = 0; round < ROUNDS; round++) {
          last = step(levels[i]!, motion, gain, offset, reach);
          motion = changed(motion, last.change);
          gain += last.change[4]!;
          offset += last.change[5]!;
          reach = reachAt(last.error);
          const moved = reachOf(changed(STILL, last.change), width);
          hasSettled = moved < 0.1;
          if (moved < SMALL_STEP) break;
        }
        if (i > 0) motion = { ...motion, x: 2 * motion.x, y: 2 * motion.y };
      }
      const { error, count } = step(finest, motion, gain, offset, 60);
      const isFinite = Number.isFinite(motion.x + motion.y + motion.angle + motion.scale);
      const isNear =
        isFinite &&
        Math.hypot(motion.x, motion.y) < 4 * scale &&
        Math.abs(motion.angle) < 0.1 &&
        Math.abs(Math.log(motion.scale)) < 0.1 &&
        count > 0.4 * atRest.count;
      const isCertain =
        isNear && hasSettled && error < UNRELATED * contrast && error <= errorAtRest;
      return { motion: isNear ? motion : STILL, error, errorAtRest, isCertain };
    },
  };
}

/** @param change in the order of `row` in `step` */
function changed(motion: Motion, change: Float64Array): Motion {
  return {
    x: motion.x + change[0]!,
    y: motion.y + change[1]!,
    angle: motion.angle + change[2]!,
    scale: motion.scale * Math.exp(change[3]!),
  };
}

function fill(levels: Level[], plate: Float32Array, frame: Float32Array, weights: Float32Array) {
  soften(plate, levels[0]!.plate, levels[0]!.width);
  soften(frame, levels[0]!.frame, levels[0]!.width);
  levels[0]!.weights.set(weights);
  for (let i = 1; i < levels.length; i++) {
    const fine = levels[i - 1]!;
    const coarse = levels[i]!;
    for (let y = 0; y < coarse.height; y++) {
      for (let x = 0; x < coarse.width; x++) {
        const a = 2 * y * fine.width + 2 * x;
        const b = a + fine.width;
        const at = y * coarse.width + x;
        coarse.plate[at] = meanOfFour(fine.plate, a, b);
        coarse.frame[at] = meanOfFour(fine.frame, a, b);
        coarse.weights[at] = meanOfFour(fine.weights, a, b) >= 1 ? 1 : 0;
      }
    }
  }
}

/** The share of the visible parts that have texture. */
function spreadOf(texture: Float64Array, count: Float64Array): number {
  let visible = 0;
  let textured = 0;
  for (let part = 0; part < count.length; part++) {
    if (count[part]! < 20) continue;
    visible++;
    if (texture[part]! / count[part]! > LEAST_TEXTURE) textured++;
  }
  return visible > 0 ? textured / visible : 0;
}

function meanOfFour(map: Float32Array, upper: number, lower: number): number {
  return (map[upper]! + map[upper + 1]! + map[lower]! + map[lower + 1]!) / 4;
}

/** 3x3 binomial blur: hard edges would bias the estimate towards whole pixels. The border is unchanged. */
function soften(from: Float32Array, into: Float32Array, width: number): void {
  into.set(from);
  for (let at = width + 1; at < from.length - width - 1; at++) {
    const beside = from[at - 1]! + from[at + 1]! + from[at - width]! + from[at + width]!;
    const across =
      from[at - width - 1]! + from[at - width + 1]! + from[at + width - 1]! + from[at + width + 1]!;
    into[at] = (4 * from[at]! + 2 * beside + across) / 16;
  }
}

/** The gain and offset that give the plate the frame's mean and standard deviation, and the latter. */
function matchLight({ plate, frame, weights }: Level) {
  let n = 0;
  let sa = 0;
  let sb = 0;
  let saa = 0;
  let sbb = 0;
  for (let at = 0; at < weights.length; at++) {
    if (weights[at]! <= 0) continue;
    const a = plate[at]!;
    const b = frame[at]!;
    n++;
    sa += a;
    sb += b;
    saa += a * a;
    sbb += b * b;
  }
  const count = Math.max(1, n);
  const deviation = (sum: number, squares: number) =>
    Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  const [of, to] = [deviation(sa, saa), deviation(sb, sbb)];
  const gain = of > 2 ? Math.min(4, Math.max(0.25, to / of)) : 1;
  return { gain, offset: (sb - gain * sa) / count, deviation: to };
}

/**
 * Solves the symmetric normal equations (upper half given) by Cholesky decomposition; returns zeros if that fails.
 */
function solve(normal: Float64Array, right: Float64Array): Float64Array {
  const n = PARAMETERS;
  const lower = new Float64Array(n * n);
  const result = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = normal[j * n + i]! * (i === j ? 1 + 1e-9 : 1);
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      if (i === j && !(sum > 1e-9)) return result;
      lower[i * n + j] = i === j ? Math.sqrt(sum) : sum / lower[j * n + j]!;
    }
  }
  const between = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = right[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * n + k]! * between[k]!;
    between[i] = sum / lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = between[i]!;
    for (let k = i + 1; k < n; k++) sum -= lower[k * n + i]! * result[k]!;
    result[i] = sum / lower[i * n + i]!;
  }
  return result;
}
