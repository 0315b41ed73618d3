// What the segmenter and the finder say of one frame, as one mask.
import type { PersonMask } from './person-mask.ts';

/** How: what either takes for a person; or the same, but for what the finder is sure is none. */
export type Joining = 'either' | 'voted';

/** Where the finder sees less than this of a person, what the segmenter says does not count. Of 255 */
const NOBODY = 20;

/** As large as the larger of the two. */
export function joinMasks(segmented: PersonMask, found: PersonMask, joining: Joining): PersonMask {
  const width = Math.max(segmented.width, found.width);
  const height = Math.max(segmented.height, found.height);
  const [a, b] = [sampled(segmented, width, height), sampled(found, width, height)];
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) {
    const counts = joining === 'either' || b[i]! >= NOBODY;
    data[i] = counts ? Math.max(a[i]!, b[i]!) : b[i]!;
  }
  return { data, width, height };
}

/** The mask's values at another size, bilinear; row by row. The mask's own data where it has that size. */
export function sampled(mask: PersonMask, width: number, height: number): Uint8Array {
  if (mask.width === width && mask.height === height) return mask.data;
  const data = new Uint8Array(width * height);
  const columns = between(mask.width, width);
  const rows = between(mask.height, height);
  for (let y = 0; y < height; y++) {
    const upper = rows.at[y]! * mask.width;
    const lower = rows.next[y]! * mask.width;
    const down = rows.share[y]!;
    for (let x = 0; x < width; x++) {
      const [left, right, share] = [columns.at[x]!, columns.next[x]!, columns.share[x]!];
      const top = mask.data[upper + left]! * (1 - share) + mask.data[upper + right]! * share;
      const bottom = mask.data[lower + left]! * (1 - share) + mask.data[lower + right]! * share;
      data[y * width + x] = top * (1 - down) + bottom * down + 0.5;
    }
  }
  return data;
}

function between(length: number, wanted: number) {
  const at = new Int32Array(wanted);
  const next = new Int32Array(wanted);
  const share = new Float32Array(wanted);
  for (let i = 0; i < wanted; i++) {
    const place = Math.min(length - 1, Math.max(0, ((i + 0.5) / wanted) * length - 0.5));
    at[i] = Math.floor(place);
    next[i] = Math.min(length - 1, at[i]! + 1);
    share[i] = place - at[i]!;
  }
  return { at, next, share };
}
