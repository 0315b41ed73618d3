// Furniture that the segmenter takes for somebody: large regions in which the second opinion has seen nobody for a
// while, and nothing has changed. What is close to somebody is left alone. So are smaller regions, because the second
// opinion may overlook legs.
import type { PersonMask } from '../frame/person-mask.ts';
import type { SmallPicture } from '../frame/small-picture.ts';
import { columnsOf, createBlobFinder, type Blobs } from './blobs.ts';
import { sampled } from './joint-mask.ts';
import { DOUBT } from './picture-finder.ts';
import { isUnchanged } from './same-cell.ts';

/** Nothing is ruled out within this distance of a pixel that may be somebody; a share of the longer side. */
const NEARBY = 0.016;
/** The same within this distance of a body. */
const REACH_OF_BODY = 0.05;
/** Mask values from here on are a body, 0..255. */
const BODY = 102;
/**
 * Elsewhere people are ruled out once nobody was seen for this long, in unchanged pixels; microseconds of frame time,
 */
const NOBODY_FOR = 0.5e6;
/** and only in regions larger than this share of the picture: the second opinion may overlook the legs of smaller people. */
const LARGE = 0.25;

/** Where nobody was seen, as of one frame. */
export interface NobodySeen {
  /**
   * Per cell (a pixel of the small picture), how long nobody was seen there, microseconds of frame time; -1: somebody
   * may be there.
   */
  nobodyFor: Float64Array;
  /** The small picture of that frame. */
  picture: SmallPicture;
  /** Timestamp of that frame, microseconds. */
  at: number;
}

/** Finds furniture. @returns 1 in the cells where a large region of the mask is furniture; undefined: nowhere */
export type FindFurniture = (
  mask: PersonMask,
  now: SmallPicture,
  seen: NobodySeen,
) => Uint8Array | undefined;

export function createFurnitureFinder(): FindFurniture {
  let grid: { width: number; height: number; findBlobs: (mask: PersonMask) => Blobs } | undefined;

  function blobsOf(mask: PersonMask, { width, height }: SmallPicture): Blobs {
    if (grid?.width !== width || grid.height !== height) {
      grid = { width, height, findBlobs: createBlobFinder(width, height) };
    }
    return grid.findBlobs(mask);
  }

  return (mask, now, { nobodyFor, picture }) => {
    const isLarge = (cells: ArrayLike<number>) => cells.length > LARGE * nobodyFor.length;
    let furniture: Uint8Array | undefined;
    for (const { cells } of blobsOf(mask, now).list) {
      if (!isLarge(cells)) continue;
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i]!;
        if (nobodyFor[cell]! < NOBODY_FOR || !isUnchanged(cell, picture, now)) continue;
        furniture ??= new Uint8Array(nobodyFor.length);
        furniture[cell] = 1;
      }
    }
    return furniture;
  };
}

/**
 * Where there is furniture, lowers the mask to the second opinion's, except where that is sure of somebody.
 */
export function ruleOut(
  { data, width, height }: PersonMask,
  second: Uint8Array,
  sure: number,
  furniture: Uint8Array,
  cells: { width: number; height: number },
): void {
  const columns = columnsOf(width, cells.width);
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor((y * cells.height) / height) * cells.width;
    for (let x = 0; x < width; x++, i++) {
      if (furniture[row + columns[x]!] && second[i]! < sure)
        data[i] = Math.min(data[i]!, second[i]!);
    }
  }
}

/**
 * How long nobody was seen in unchanged cells.
 * @param mask of the whole picture, from the second opinion
 * @param at timestamp of the frame, microseconds
 * @param last the same as of an earlier frame
 */
export function nobodyIn(
  mask: PersonMask,
  picture: SmallPicture,
  at: number,
  last: NobodySeen | undefined,
): Float64Array {
  const { width, height } = picture;
  const seen = sampled(mask, width, height);
  const somebody = nearby(seen, NEARBY, width, height);
  const body = nearby(
    seen.map((value) => (value >= BODY ? value : 0)),
    REACH_OF_BODY,
    width,
    height,
  );
  return Float64Array.from(seen, (_, cell) => {
    if (somebody[cell]! >= DOUBT || body[cell]! > 0) return -1;
    const before = last && isUnchanged(cell, last.picture, picture) ? last.nobodyFor[cell]! : -1;
    return before < 0 ? 0 : before + at - last!.at;
  });
}

/** The mask's maximum within reach of each cell. @param share reach, as a share of the longer side */
function nearby(mask: Uint8Array, share: number, width: number, height: number): Uint8Array {
  const reach = Math.ceil(share * Math.max(width, height));
  const across = mask.map((_, i) => {
    const x = i % width;
    const end = i + Math.min(width - 1 - x, reach);
    let most = 0;
    for (let at = i - Math.min(x, reach); at <= end; at++) most = Math.max(most, mask[at]!);
    return most;
  });
  return across.map((_, i) => {
    const y = Math.floor(i / width);
    const end = i + Math.min(height - 1 - y, reach) * width;
    let most = 0;
    for (let at = i - Math.min(y, reach) * width; at <= end; at += width) {
      most = Math.max(most, across[at]!);
    }
    return most;
  });
}
