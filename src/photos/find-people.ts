// Who is in a photo. The one place that knows how a photo is looked at: the rest takes the mask that comes of it.
import type { PersonMask } from '../segmentation/person-mask.ts';
import type { Segmenter } from '../segmentation/segmenter.ts';

/**
 * The segmenter's second look goes to one after the other of those who stand apart. A photo has time for so many of
 * them; where they differ, the surer one counts: rather too large a hole than a person in the picture.
 */
const LOOKS = 4;

/** @param frame plain (sources/plain-frame.ts); stays the caller's */
export function findPeople(segmenter: Segmenter, frame: VideoFrame): PersonMask {
  const mask = segmenter.run(frame);
  for (let look = 1; look < LOOKS; look++) {
    const { data } = segmenter.run(frame);
    for (let i = 0; i < data.length; i++) mask.data[i] = Math.max(mask.data[i]!, data[i]!);
  }
  return mask;
}
