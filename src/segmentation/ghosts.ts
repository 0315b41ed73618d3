// Somebody who stood still unnoticed is learnt as a part of the room. When they leave, what shows differs from what is
// remembered, and the finder takes that for a person: it would be hidden behind their picture for ever. So the finder is
// now and then asked the other way round: who is in the remembered room, if the frame were the empty one? Where that is
// the likelier, nobody is in the frame. No pixels of the frame here.
import { sampled } from './joint-mask.ts';
import type { PersonMask } from '../frame/person-mask.ts';

/** From here on it is somebody, 0..255. */
const SOMEBODY = 102;
/** The room's own person must be this sure in the mean of a region, 0..255, */
const SURE = 128;
/** ... and surer than the frame's by this. */
const SURER = 15;
/** Smaller regions are left as they are, a share of the frame. */
const SMALLEST = 0.0005;

/** Whether the finder found somebody whom the segmenter does not see: only they may be a picture of the past. */
export function mayHoldGhosts(found: PersonMask, segmented: PersonMask): boolean {
  const seen = sampled(segmented, found.width, found.height);
  const pixels = found.data.reduce(
    (count, value, i) => count + (value >= SOMEBODY && seen[i]! < SOMEBODY ? 1 : 0),
    0,
  );
  return pixels >= SMALLEST * found.data.length;
}

/**
 * @param found who is in the frame, and
 * @param inRoom who is in the remembered room, by the finder: masks of one size
 * @param segmented who is in the frame, by the segmenter; its word counts
 * @returns 255 where the room holds somebody who is gone; absent: nowhere
 */
export function findGhosts(
  found: PersonMask,
  inRoom: PersonMask,
  segmented: PersonMask,
): PersonMask | undefined {
  const { width, height } = found;
  const seen = sampled(segmented, width, height);
  const ghosts = new Uint8Array(found.data.length);
  const done = new Uint8Array(found.data.length);
  const isSomebody = (pixel: number) =>
    seen[pixel]! < SOMEBODY && Math.max(found.data[pixel]!, inRoom.data[pixel]!) >= SOMEBODY;
  let isAny = false;
  for (let start = 0; start < done.length; start++) {
    if (done[start] || !isSomebody(start)) continue;
    const region = [start];
    done[start] = 1;
    let [inFrame, inMemory] = [0, 0];
    for (const pixel of region) {
      inFrame += found.data[pixel]!;
      inMemory += inRoom.data[pixel]!;
      const x = pixel % width;
      for (const [near, isInside] of [
        [pixel - 1, x > 0],
        [pixel + 1, x < width - 1],
        [pixel - width, pixel >= width],
        [pixel + width, pixel < width * (height - 1)],
      ] as const) {
        if (!isInside || done[near] || !isSomebody(near)) continue;
        done[near] = 1;
        region.push(near);
      }
    }
    const size = region.length;
    if (size < SMALLEST * done.length) continue;
    if (inMemory < SURE * size || inMemory - inFrame < SURER * size) continue;
    for (const pixel of region) ghosts[pixel] = 255;
    isAny = true;
  }
  return isAny ? { data: ghosts, width, height } : undefined;
}
