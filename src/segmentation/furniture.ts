// Furniture that the segmenter takes for somebody. Large regions are furniture where the second opinion has seen nobody
// for a while, and nothing has changed. Smaller ones are so where no body was near for a while either. What is close to
// somebody is left alone.
import type { PersonMask } from '../frame/person-mask.ts';
import type { SmallPicture } from '../frame/small-picture.ts';
import { columnsOf, createBlobFinder, type Blob, type Blobs } from './blobs.ts';
import type { SeenBodies } from './bodies/bodies.ts';
import { NEAR } from './bodies/near-bodies.ts';
import { sampled } from './joint-mask.ts';
import { DOUBT, SURE_BESIDE } from './picture-finder.ts';
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
/** The body finder sees whole people: where none was near for this long, in unchanged pixels, nobody is, */
const NO_BODY_FOR = 0.5e6;
/** in regions larger than this share of the picture: it may overlook people who are further away. */
const AS_LARGE_AS_A_BODY = 0.04;
/** If it sees no body at all in a region, but the second opinion is sure of somebody in more than this share of it, */
const OVERRULED = 0.05;
/** that is two against one, and the region stays. So does what is this close to such a spot; a share of the longer side. */
const REACH_OF_SURE = 0.05;

/** Why a cell is furniture. */
export const FURNITURE = { forOpinion: 1, forBodies: 2 } as const;

/** Per cell of a grid: 1 or 0. */
export interface SureOfSomebody {
  /** The second opinion is sure of somebody. */
  here: Uint8Array;
  /** It is sure of somebody here or close by. */
  close: Uint8Array;
}

/** Where nobody was seen, as of one frame. */
export interface NobodySeen {
  /**
   * Per cell (a pixel of the small picture), how long nobody was seen there, microseconds of frame time; -1: somebody
   * may be there.
   */
  nobodyFor: Float64Array;
  /** Where the second opinion is sure of somebody. */
  sure: SureOfSomebody;
  /** The small picture of that frame. */
  picture: SmallPicture;
  /** Timestamp of that frame, microseconds. */
  at: number;
}

/** Finds furniture. @returns a value of FURNITURE in the cells of the mask that are furniture; undefined: none are */
export type FindFurniture = (
  mask: PersonMask,
  now: SmallPicture,
  seen: NobodySeen,
  bodies: SeenBodies | undefined,
) => Uint8Array | undefined;

export function createFurnitureFinder(): FindFurniture {
  let grid: { width: number; height: number; findBlobs: (mask: PersonMask) => Blobs } | undefined;

  function blobsOf(mask: PersonMask, { width, height }: SmallPicture): Blobs {
    if (grid?.width !== width || grid.height !== height) {
      grid = { width, height, findBlobs: createBlobFinder(width, height) };
    }
    return grid.findBlobs(mask);
  }

  return (mask, now, seen, bodies) => {
    const furniture = new Uint8Array(seen.nobodyFor.length);
    for (const blob of blobsOf(mask, now).list) {
      const { cells } = blob;
      if (cells.length > LARGE * furniture.length) {
        mark(furniture, FURNITURE.forOpinion, cells, seen.nobodyFor, NOBODY_FOR, seen.picture, now);
      }
      if (bodies && isForBodiesToJudge(blob, bodies.near, seen.sure, now)) {
        const { noneFor, picture } = bodies;
        const judged = cells.filter((cell) => !seen.sure.close[cell]);
        mark(furniture, FURNITURE.forBodies, judged, noneFor, NO_BODY_FOR, picture, now);
      }
    }
    return furniture.some((why) => why > 0) ? furniture : undefined;
  };
}

/** @param opinion the second opinion's mask, 0..255 per cell */
export function sureOfSomebody(opinion: Uint8Array, width: number, height: number): SureOfSomebody {
  const here = opinion.map((value) => (value >= SURE_BESIDE ? 1 : 0));
  return { here, close: nearby(here, REACH_OF_SURE, width, height) };
}

/**
 * Whether the body finder may say where in a region nobody is. Where it is sure of no body at all, it may not if the
 * region reaches the edge of the picture: it does not see an arm, or somebody whose head is outside.
 * @param near per cell, whether a body is near; see NEAR
 * @param grid its size, cells
 */
export function isForBodiesToJudge(
  { cells, left, top, right, bottom }: Blob,
  near: Uint8Array,
  { here }: SureOfSomebody,
  grid: { width: number; height: number },
): boolean {
  if (cells.length <= AS_LARGE_AS_A_BODY * here.length) return false;
  if (cells.some((cell) => near[cell] === NEAR.sure)) return true;
  const isLarge = cells.length > LARGE * here.length; // of somebody so large, the second opinion sees enough
  const isAtEdge = left === 0 || top === 0 || right === grid.width || bottom === grid.height;
  if (isAtEdge && !isLarge) return false;
  const sure = cells.reduce((count, cell) => count + here[cell]!, 0);
  return sure <= OVERRULED * cells.length;
}

/** @param times per cell, for how long nobody was there @param since the picture at the end of that time */
function mark(
  furniture: Uint8Array,
  why: number,
  cells: Int32Array,
  times: Float64Array,
  least: number,
  since: SmallPicture,
  now: SmallPicture,
): void {
  for (const cell of cells) {
    if (times[cell]! >= least && isUnchanged(cell, since, now)) furniture[cell] = why;
  }
}

/**
 * Where there is furniture, lowers the mask to the second opinion's, except where that is sure of somebody; or to 0 if
 * the body finder says so.
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
      const why = furniture[row + columns[x]!]!;
      if (why === FURNITURE.forOpinion && second[i]! < sure) {
        data[i] = Math.min(data[i]!, second[i]!);
      } else if (why === FURNITURE.forBodies) data[i] = 0;
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
): NobodySeen {
  const { width, height } = picture;
  const opinion = sampled(mask, width, height);
  const somebody = nearby(opinion, NEARBY, width, height);
  const body = nearby(
    opinion.map((value) => (value >= BODY ? value : 0)),
    REACH_OF_BODY,
    width,
    height,
  );
  const nobodyFor = Float64Array.from(opinion, (_, cell) => {
    if (somebody[cell]! >= DOUBT || body[cell]! > 0) return -1;
    const before = last && isUnchanged(cell, last.picture, picture) ? last.nobodyFor[cell]! : -1;
    return before < 0 ? 0 : before + at - last!.at;
  });
  return { nobodyFor, sure: sureOfSomebody(opinion, width, height), picture, at };
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
