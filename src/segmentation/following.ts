// Follows people over frames, between the finders and the temporal filter of the mask: whoever is missed stays hidden
// (staying.ts), and whoever was chosen is kept in the picture (choice.ts). Whenever it is uncertain that somebody may
// be visible, they are hidden. The file is longer than others because its steps share one grid of cells.
import type { SmallPicture } from '../frame/small-picture.ts';
import { createBackdrop, type Backdrop } from './backdrop.ts';
import { middleOf } from './blob-groups.ts';
import { columnsOf, createBlobFinder, type Blobs } from './blobs.ts';
import { createChosen, type Choice, type SeenPerson } from './choice.ts';
import { outlineOf } from './outline.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { createStaying, EXPECTED, type Staying } from './staying.ts';
import type { Track } from './track.ts';
import { createTracks, type Tracks } from './tracks.ts';

/** Frames further apart than this, s, belong to different scenes: everybody is forgotten. */
const APART = 1;
/** The mask value where somebody is expected, 0..255. */
const EXPECTED_MASK = 200;
/** People closer together than this touch, cells. */
const TOUCH = 2;
/** People who have been there for less than this, s, cannot be chosen yet. */
const OFFERED = 0.2;

const [NOBODY, HIDDEN, KEPT] = [0, 1, 2] as const;

/** Where kept people are visible: `[height, width]` of the small picture, not 0 there. */
export type KeptMap = Uint8Array;

export interface Followed {
  /** The mask of everybody who is hidden. */
  mask: PersonMask;
  /** Absent: nobody is kept. */
  kept?: KeptMap;
}

export interface Following {
  /**
   * @param mask of everybody; not modified
   * @param picture of the same frame
   * @param seconds since the last frame; Infinity when it belongs to another scene
   * @param furniture not 0 in the pixels of the small picture where people were ruled out
   */
  run(mask: PersonMask, picture: SmallPicture, seconds: number, furniture?: Uint8Array): Followed;
  choose(choice: Choice): void;
  /** Who can be chosen in the last frame, from left to right; a new array each time. */
  readonly people: readonly SeenPerson[];
  /** Another scene follows: everybody is forgotten and hidden. */
  reset(): void;
}

interface Grid {
  width: number;
  height: number;
  findBlobs: (mask: PersonMask) => Blobs;
  tracks: Tracks;
  backdrop: Backdrop;
  staying: Staying;
  /** Whether each cell is covered by NOBODY, HIDDEN or KEPT. */
  who: Uint8Array;
  covered: Uint8Array;
}

export function createFollowing(): Following {
  const chosen = createChosen();
  let grid: Grid | undefined;
  let tracks: readonly Track[] = [];
  /** Of the last frame. */
  let labels: Uint8Array = new Uint8Array(0);
  let isAnyMissed = false;
  /** The mask of each place from when somebody was last found there. */
  let memory: PersonMask | undefined;
  let columns: Uint16Array = new Uint16Array(0);

  function reset(): void {
    grid = undefined;
    tracks = [];
    memory = undefined;
    chosen.reset();
  }

  function gridOf({ width, height }: SmallPicture): Grid {
    if (grid?.width !== width || grid.height !== height) {
      reset();
      grid = {
        width,
        height,
        tracks: createTracks(width, height),
        findBlobs: createBlobFinder(width, height),
        backdrop: createBackdrop(width, height),
        staying: createStaying(width, height),
        who: new Uint8Array(width * height),
        covered: new Uint8Array(width * height),
      };
    }
    return grid;
  }

  function run(
    mask: PersonMask,
    picture: SmallPicture,
    seconds: number,
    furniture?: Uint8Array,
  ): Followed {
    if (seconds > APART) reset();
    let now = gridOf(picture);
    const blobs = now.findBlobs(mask);
    if (now.backdrop.look(picture, blobs.labels)) {
      reset(); // a cut, or the camera was turned
      now = gridOf(picture);
      now.backdrop.look(picture, blobs.labels);
    }
    const { backdrop, staying, who, covered } = now;
    tracks = now.tracks.run(blobs, picture, Math.min(seconds, APART));
    const stays = staying.run(tracks, blobs, backdrop, seconds, furniture);
    chosen.update(tracks);

    const isAnyKept = cover(now, blobs, stays);
    if (isAnyKept) hideTouching(now, blobs.labels);
    backdrop.learn(covered, seconds);
    labels = blobs.labels;
    remember(mask, now);
    if (!isAnyKept && !isAnyMissed) return { mask };
    const kept = isAnyKept ? who.map((kind) => (kind === KEPT ? 1 : 0)) : undefined;
    return { mask: divide(mask, now, stays), kept };
  }

  /** Sets for every cell who covers it. @returns whether anybody is kept */
  function cover({ who, covered, ...grid }: Grid, blobs: Blobs, stays: Int32Array): boolean {
    let isAnyKept = false;
    const kindOf = (ids: readonly number[]) => {
      const isKept = ids.length > 0 && ids.every((id) => chosen.has(id));
      isAnyKept ||= isKept;
      return isKept ? KEPT : HIDDEN;
    };
    who.fill(NOBODY);
    covered.set(blobs.pooled);
    for (const { label, cells } of blobs.list) {
      const ids = tracks.filter(({ labels: its }) => its.includes(label)).map(({ id }) => id);
      const kind = kindOf(ids);
      for (let i = 0; i < cells.length; i++) who[cells[i]!] = kind;
    }
    const expected = expectedCells(grid);
    isAnyMissed = expected !== undefined || tracks.some(({ isStaying }) => isStaying);
    for (let cell = 0; cell < who.length; cell++) {
      const missed = stays[cell]! || expected?.[cell];
      if (!missed || blobs.labels[cell]) continue;
      isAnyMissed = true;
      who[cell] = kindOf([missed]);
      covered[cell] = 255;
    }
    return isAnyKept;
  }

  /** Where walking people who are missed are expected: their ids. */
  function expectedCells({
    width,
    height,
  }: Pick<Grid, 'width' | 'height'>): Int32Array | undefined {
    let expected: Int32Array | undefined;
    for (const { id, cells, x, y, missed, together, isAlive, isStaying } of tracks) {
      if (missed === 0 || missed > EXPECTED || !isAlive || isStaying) continue;
      expected ??= new Int32Array(width * height);
      const middle = middleOf(cells, width);
      // People who shared a blob may be anywhere in it.
      const dx = together > 0 ? 0 : Math.round(x - middle.x);
      const dy = together > 0 ? 0 : Math.round(y - middle.y);
      for (const cell of cells) {
        const u = (cell % width) + dx;
        const v = Math.floor(cell / width) + dy;
        if (u >= 0 && u < width && v >= 0 && v < height) expected[v * width + u] = id;
      }
    }
    return expected;
  }

  /** Hides people entirely who touch somebody hidden. */
  function hideTouching({ width, height, who }: Grid, labels: Uint8Array): void {
    for (let isStable = false; !isStable;) {
      isStable = true;
      const touching = new Set<number>();
      for (let cell = 0; cell < who.length; cell++) {
        if (who[cell] !== KEPT || !isNearHidden(cell, who, width, height)) continue;
        isStable = false;
        if (labels[cell]! > 0) touching.add(labels[cell]!);
        else who[cell] = HIDDEN;
      }
      if (touching.size === 0) continue;
      for (let cell = 0; cell < who.length; cell++) {
        if (touching.has(labels[cell]!)) who[cell] = HIDDEN;
      }
    }
  }

  /** Stores the mask of people who were found, for when they are missed. */
  function remember(mask: PersonMask, now: Grid): void {
    const { data, width, height } = mask;
    if (memory?.width !== width || memory.height !== height) {
      memory = { width, height, data: new Uint8Array(data.length) };
      columns = columnsOf(width, now.width);
    }
    const kept = memory.data;
    for (let y = 0, px = 0; y < height; y++) {
      const row = rowOf(y, height, now);
      for (let x = 0; x < width; x++, px++) if (labels[row + columns[x]!]) kept[px] = data[px]!;
    }
  }

  /** The mask without people who are kept, and with people who are missed. */
  function divide({ data, width, height }: PersonMask, now: Grid, stays: Int32Array): PersonMask {
    const { who } = now;
    const divided = data.slice();
    const known = memory!.data;
    for (let y = 0, px = 0; y < height; y++) {
      const row = rowOf(y, height, now);
      for (let x = 0; x < width; x++, px++) {
        const cell = row + columns[x]!;
        if (who[cell] === KEPT) divided[px] = 0;
        else if (who[cell] === HIDDEN && !labels[cell]) {
          divided[px] = Math.max(divided[px]!, stays[cell] ? known[px]! : EXPECTED_MASK);
        }
      }
    }
    return { data: divided, width, height };
  }

  /** Who can be chosen. People who share a blob are one entry. */
  function describe({ width, height, who }: Grid): SeenPerson[] {
    const groups = new Map<string, Track[]>();
    for (const track of tracks) {
      const isThere = track.labels.length > 0 || track.isStaying;
      if (!isThere || track.age < OFFERED) continue;
      const place = track.isStaying ? `missed ${track.id}` : track.labels.join();
      groups.set(place, [...(groups.get(place) ?? []), track]);
    }
    return [...groups.values()]
      .map((members) => {
        const { cells } = members[0]!;
        return {
          ids: members.map(({ id }) => id),
          isKept: members.every(({ id }) => chosen.has(id)),
          isShown: who[cells.find((cell) => who[cell] !== NOBODY) ?? 0] === KEPT,
          outline: outlineOf(cells, width, height),
        };
      })
      .sort((a, b) => a.outline[0]! - b.outline[0]!);
  }

  return {
    run,
    choose: (choice) => chosen.choose(choice, tracks),
    get people() {
      return grid ? describe(grid) : [];
    },
    reset,
  };
}

function isNearHidden(cell: number, who: Uint8Array, width: number, height: number): boolean {
  const x = cell % width;
  const y = (cell - x) / width;
  for (let v = Math.max(0, y - TOUCH); v <= Math.min(height - 1, y + TOUCH); v++) {
    for (let u = Math.max(0, x - TOUCH); u <= Math.min(width - 1, x + TOUCH); u++) {
      if (who[v * width + u] === HIDDEN) return true;
    }
  }
  return false;
}

/** Start of the row of cells that a row of a mask lies in. */
function rowOf(y: number, rows: number, { width, height }: Grid): number {
  return Math.floor((y * height) / rows) * width;
}
