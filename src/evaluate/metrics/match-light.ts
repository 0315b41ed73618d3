// Matches the clean picture to a frame's light, so that a camera that adjusts its exposure does not count as an error.
// Independent of how the cloak itself does it (src/cloak/room/light.ts).
import type { Picture, Region } from './picture.ts';

const ROUNDS = 4;
/** The share of pixels with the largest errors that each round ignores. */
const TRIMMED = 0.3;
/** One in this many pixels is sampled. */
const STEP = 7;
/** Clipped values say nothing about the light. */
const [DARKEST, BRIGHTEST] = [4, 251];
const FEWEST = 200;

/** Per channel R, G, B: a value of the frame is gain x value of the clean picture + offset. */
export type Lines = readonly { gain: number; offset: number }[];

/**
 * Fits the frame's light over `region` (least trimmed squares); undefined if the region has too few pixels. All have
 * the same size.
 */
export function fitLines(clean: Picture, frame: Picture, region: Region): Lines | undefined {
  const lines = [0, 1, 2].map((channel) => fitChannel(clean, frame, region, channel));
  return lines.every((line) => line !== undefined) ? lines : undefined;
}

/** A copy of a picture in the clean picture's light, in the frame's. */
export function toFrameLight(picture: Picture, lines: Lines): Picture {
  return mapValues(picture, (value, channel) => {
    const { gain, offset } = lines[channel]!;
    return gain * value + offset;
  });
}

/** A copy of a picture in the frame's light, in the clean picture's. */
export function toCleanLight(picture: Picture, lines: Lines): Picture {
  return mapValues(picture, (value, channel) => {
    const { gain, offset } = lines[channel]!;
    return (value - offset) / Math.max(0.05, gain);
  });
}

function mapValues(picture: Picture, map: (value: number, channel: number) => number): Picture {
  const data = picture.data.slice();
  for (let at = 0; at < data.length; at++) {
    if (at % 4 < 3) data[at] = map(data[at]!, at % 4);
  }
  return { ...picture, data };
}

function fitChannel(clean: Picture, frame: Picture, region: Region, channel: number) {
  const from: number[] = [];
  const to: number[] = [];
  for (let pixel = 0; pixel < region.length; pixel += STEP) {
    const [x, y] = [clean.data[4 * pixel + channel]!, frame.data[4 * pixel + channel]!];
    if (!region[pixel] || Math.min(x, y) < DARKEST || Math.max(x, y) > BRIGHTEST) continue;
    from.push(x);
    to.push(y);
  }
  if (from.length < FEWEST) return undefined;
  let line = { gain: 1, offset: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const errors = from.map((x, i) => Math.abs(to[i]! - line.gain * x - line.offset));
    const limit = errors.toSorted((a, b) => a - b)[
      Math.floor((1 - TRIMMED) * (errors.length - 1))
    ]!;
    let n = 0;
    let sx = 0;
    let sy = 0;
    let sxx = 0;
    let sxy = 0;
    errors.forEach((error, i) => {
      if (error > limit) return;
      const [x, y] = [from[i]!, to[i]!];
      n++;
      sx += x;
      sy += y;
      sxx += x * x;
      sxy += x * y;
    });
    const spread = n * sxx - sx * sx;
    const gain = spread > 0 ? (n * sxy - sx * sy) / spread : 1;
    line = { gain, offset: (sy - gain * sx) / n };
  }
  return line;
}
