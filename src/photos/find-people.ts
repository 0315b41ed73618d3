// Who is in a photo. The one place that knows how a photo is looked at: the rest takes the mask that comes of it.
import type { PersonMask } from '../segmentation/person-mask.ts';
import type { Segmenter } from '../segmentation/segmenter.ts';

/**
 * The segmenter's second look goes to one after the other of those who stand apart. A photo has time for so many of
 * them; where they differ, the surer one counts: rather too large a hole than a person in the picture.
 */
const LOOKS = 4;

/** From this value on the segmenter is sure of somebody, 0..255; */
const SURE = 128;
/** ... and a photo with fewer such pixels than this share shows nobody: chairs and lamps are small and unsure. */
const FEWEST = 0.0008;

/** @param frame plain (sources/plain-frame.ts); stays the caller's @returns empty if nobody is in it */
export function findPeople(segmenter: Pick<Segmenter, 'run'>, frame: VideoFrame): PersonMask {
  const mask = segmenter.run(frame);
  for (let look = 1; look < LOOKS; look++) {
    const { data } = segmenter.run(frame);
    for (let i = 0; i < data.length; i++) mask.data[i] = Math.max(mask.data[i]!, data[i]!);
  }
  const sure = mask.data.reduce((count, value) => count + (value >= SURE ? 1 : 0), 0);
  // Where somebody is, what it is not sure of may be their hand, and counts too.
  if (sure < FEWEST * mask.data.length) mask.data.fill(0);
  return mask;
}
