// A person who stood still unnoticed is learned as part of the room. When they leave, the frame differs from what is
// remembered, and the finder takes that difference for a person: the place would be hidden behind their picture for
// ever. So the finder is sometimes run with the inputs swapped: who is in the remembered room, if the frame were the
// empty one? Where that is more likely, nobody is in the frame. No pixels of the frame here.
import { sampled } from './joint-mask.ts';
import type { PersonMask } from '../frame/person-mask.ts';

/** Mask values from here on are somebody, 0..255. */
const SOMEBODY = 102;
/** The room's mask must have at least this mean over a region, 0..255, */
const SURE = 128;
/** and exceed the frame's mean by this. */
const SURER = 15;
/** Regions smaller than this share of the frame are ignored. */
const SMALLEST = 0.0005;

/** Whether the finder found somebody whom the segmenter does not see: only they may be ghosts. */
export function mayHoldGhosts(found: PersonMask, segmented: PersonMask): boolean {
  const seen = sampled(segmented, found.width, found.height);
  const pixels = found.data.reduce(
    (count, value, i) => count + (value >= SOMEBODY && seen[i]! < SOMEBODY ? 1 : 0),
    0,
  );
  return pixels >= SMALLEST * found.data.length;
}

/**
 * @param found the finder's mask of the frame
 * @param inRoom the finder's mask of the remembered room, of the same size
 * @param segmented the segmenter's mask of the frame; anyone it sees is real
 * @returns 255 where the room contains a person who is gone; undefined: nowhere
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
    let inFrame = 0;
    let inMemory = 0;
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
