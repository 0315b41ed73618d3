// Exposure and white balance: a frame's light relative to the plate's.

/** frame = gain x plate + offset, per channel R, G, B, values 0..255. */
export interface Light {
  gain: [number, number, number];
  offset: [number, number, number];
}

export const SAME_LIGHT: Readonly<Light> = { gain: [1, 1, 1], offset: [0, 0, 0] };

export interface LightFit {
  light: Light;
  /** The share of the pixels that match the fit, 0..1. */
  inlierShare: number;
  /** The robust standard deviation of the residual, grey levels of 255, averaged over the channels. */
  spread: number;
}

/** Values beyond these are clipped and tell nothing about the light. */
const [DARKEST, BRIGHTEST] = [4, 251];
const FEWEST = 60;
/** Up to this difference a pixel matches the fit, grey levels. */
const AS_FITTED = 9;
/** This many samples are enough for a fit. */
const MOST = 2500;
const ROUNDS = 6;
/** Tukey's constant: 95 % efficiency relative to least squares without outliers. */
const TUKEY = 4.685;
/** Standard deviation per median absolute deviation, for a normal distribution. */
const PER_MAD = 1.4826;
/** Ridge that pulls the offset to 0 where the contrast is too low to tell it from a gain. */
const RIDGE = 0.002;
/** Ridge that pulls the offset to 0 whatever the contrast: a gain alone. */
const GAIN_ALONE = 100;
const [LEAST_GAIN, MOST_GAIN] = [0.1, 10];

/**
 * Fits the light per channel by iteratively reweighted least squares with Tukey's weights, so that changes in the
 * room (up to about 30 % of it) do not count.
 * @param plate `[height, width, 3]`, 0..255
 * @param frame `[height, width, 4]`, RGBA
 * @param weights `[height, width]`; above 0 where both show the same room
 * @param last the last frame's light, as a starting point
 * @param isUneven fits a gain alone: where the light is uneven, an offset would absorb differences between places
 * @returns undefined where there are too few usable pixels
 */
export function fitLight(
  plate: Float32Array,
  frame: Uint8ClampedArray,
  weights: Float32Array,
  last?: Readonly<Light>,
  isUneven = false,
): LightFit | undefined {
  const samples = choose(plate, frame, weights);
  if (samples.length < FEWEST) return undefined;
  const light: Light = { gain: [1, 1, 1], offset: [0, 0, 0] };
  const p = new Float32Array(samples.length);
  const f = new Float32Array(samples.length);
  const spreads = [0, 1, 2].map((c) => {
    for (let i = 0; i < samples.length; i++) {
      p[i] = plate[3 * samples[i]! + c]!;
      f[i] = frame[4 * samples[i]! + c]!;
    }
    const start = last && ([last.gain[c]!, last.offset[c]!] as const);
    const line = fitLine(p, f, start, isUneven ? GAIN_ALONE : RIDGE);
    light.gain[c] = line.gain;
    light.offset[c] = line.offset;
    return line.spread;
  });
  const spread = (spreads[0]! + spreads[1]! + spreads[2]!) / 3;
  let inliers = 0;
  for (const pixel of samples) {
    let worst = 0;
    for (let c = 0; c < 3; c++) {
      const expected = light.gain[c]! * plate[3 * pixel + c]! + light.offset[c]!;
      worst = Math.max(worst, Math.abs(frame[4 * pixel + c]! - expected));
    }
    if (worst < AS_FITTED) inliers++;
  }
  return { light, inlierShare: inliers / samples.length, spread };
}

/** The pixels to fit: evenly spread and not clipped. */
function choose(plate: Float32Array, frame: Uint8ClampedArray, weights: Float32Array): Int32Array {
  const isUsable = (pixel: number) => {
    if (weights[pixel]! <= 0) return false;
    const at = 3 * pixel;
    const from = 4 * pixel;
    const room = Math.max(plate[at]!, plate[at + 1]!, plate[at + 2]!);
    const shown = Math.max(frame[from]!, frame[from + 1]!, frame[from + 2]!);
    return Math.min(room, shown) >= DARKEST && Math.max(room, shown) <= BRIGHTEST;
  };
  let usable = 0;
  const all = new Int32Array(weights.length);
  for (let pixel = 0; pixel < weights.length; pixel++) if (isUsable(pixel)) all[usable++] = pixel;
  const step = Math.max(1, usable / MOST);
  return Int32Array.from(
    { length: Math.floor(usable / step) },
    (_, i) => all[Math.floor(i * step)]!,
  );
}

interface Line {
  gain: number;
  offset: number;
  spread: number;
}

function fitLine(
  p: Float32Array,
  f: Float32Array,
  start: readonly [number, number] | undefined,
  ridge: number,
): Line {
  const [pMedian, fMedian] = [quantile(p, 0.5), quantile(f, 0.5)];
  const pSpan = quantile(p, 0.8) - quantile(p, 0.2);
  const slope = pSpan > 12 ? clampGain((quantile(f, 0.8) - quantile(f, 0.2)) / pSpan) : 1;
  const starts: (readonly [number, number])[] = [
    [1, 0],
    [clampGain(fMedian / pMedian), 0],
    [slope, fMedian - slope * pMedian],
  ];
  if (start) starts.unshift(start);
  const residuals = new Float32Array(p.length);
  const scaleOf = (gain: number, offset: number) => {
    for (let i = 0; i < p.length; i++) residuals[i] = Math.abs(f[i]! - gain * p[i]! - offset);
    return PER_MAD * quantile(residuals, 0.5);
  };
  const scales = starts.map(([gain, offset]) => scaleOf(gain, offset));
  let scale = Math.min(...scales);
  const best = starts[scales.indexOf(scale)]!;
  let gain = best[0];
  let offset = best[1];
  for (let round = 0; round < ROUNDS; round++) {
    const reach = TUKEY * Math.max(scale, 1);
    let n = 0;
    let sp = 0;
    let sf = 0;
    let spp = 0;
    let spf = 0;
    for (let i = 0; i < p.length; i++) {
      const x = p[i]!;
      const y = f[i]!;
      const far = (y - gain * x - offset) / reach;
      if (far <= -1 || far >= 1) continue;
      const weight = (1 - far * far) ** 2;
      n += weight;
      sp += weight * x;
      sf += weight * y;
      spp += weight * x * x;
      spf += weight * x * y;
    }
    if (n < FEWEST / 4) break;
    const ridged = n * (1 + ridge);
    const nextGain = clampGain((ridged * spf - sp * sf) / Math.max(1e-6, ridged * spp - sp * sp));
    const nextOffset = (sf - nextGain * sp) / ridged;
    const moved = Math.abs(128 * (nextGain - gain) + nextOffset - offset);
    gain = nextGain;
    offset = nextOffset;
    scale = scaleOf(gain, offset);
    if (moved < 0.02) break;
  }
  return { gain, offset, spread: scale };
}

function clampGain(gain: number): number {
  return Math.min(MOST_GAIN, Math.max(LEAST_GAIN, gain));
}

const counts = new Uint32Array(1024);

/** A quantile of values in 0..255 (larger ones count as 255), to a quarter of a grey level. */
function quantile(values: Float32Array, share: number): number {
  counts.fill(0);
  for (let i = 0; i < values.length; i++) {
    counts[Math.min(1023, Math.max(0, values[i]! * 4)) | 0]!++;
  }
  let left = share * values.length;
  for (let bin = 0; bin < counts.length; bin++) {
    left -= counts[bin]!;
    if (left <= 0) return (bin + 0.5) / 4;
  }
  return 255;
}
