// The clean picture in a frame's light, so that a camera that adjusts its exposure is not taken for an
// error. Independent of how the cloak itself does it (src/cloak/room/light.ts).
import type { Picture, Region } from './picture.ts';

const ROUNDS = 4;
/** In each round the share of the pixels with the largest errors that does not count. */
const TRIMMED = 0.3;
/** Every so many pixels one is looked at. */
const STEP = 7;
/** Clipped values say nothing about the light. */
const [DARKEST, BRIGHTEST] = [4, 251];
const FEWEST = 200;

/**
 * A copy of `clean` with gain and offset per channel such that it fits `frame` over `region` (least
 * trimmed squares). As it is where the region has too few pixels. All have the same size.
 */
export function matchLight(clean: Picture, frame: Picture, region: Region): Picture {
  const matched = { ...clean, data: clean.data.slice() };
  for (let channel = 0; channel < 3; channel++) {
    const line = fitChannel(clean, frame, region, channel);
    if (!line) return { ...clean, data: clean.data.slice() };
    for (let at = channel; at < matched.data.length; at += 4) {
      matched.data[at] = line.gain * clean.data[at]! + line.offset;
    }
  }
  return matched;
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
    let [n, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
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
