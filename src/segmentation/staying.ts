// Finds people who are missed but still there: the picture at their place looks as it did when they were found. This
// applies only to people who were seen to move: a poster that was mistaken for somebody is released. Numbers only.
import type { Backdrop } from './backdrop.ts';
import { differenceAt } from './backdrop.ts';
import type { Blobs } from './blobs.ts';
import { likeness } from './clothes.ts';
import type { Track } from './track.ts';

/** Grey levels up to which a cell is unchanged. */
const SAME = 16;
/** Somebody is still there while at least this share of their cells is unchanged. */
const STILL_THERE = 0.6;
/** Somebody who walks and is missed is expected where they were heading for this long, s, */
export const EXPECTED = 0.4;
/** if they were faster than this, cells/s: then they are not still there. */
const WALKS = 6;
/** Above this difference, grey levels, a cell shows something other than the room, */
const FOREIGN = 20;
/** or something moved in it between two looks this far apart, s. */
const LOOKS = 0.3;
/** Somebody moves if this share of them changes between two looks, this many times. */
const MOVES = { share: 0.08, times: 2 };
/**
 * A missed part of somebody has at least this share of their size, and is at most this far from the rest, cells.
 */
const PART = { least: 0.05, away: 2 };
/** Where the room is unknown, a missed part stays for this long only, s. */
const UNCERTAIN = 3;
/**
 * Somebody new with clothes this similar, and within this factor of the size, is the missed person who walked there.
 */
const ELSEWHERE = { alike: 0.8, size: 2.5, age: 0.3 };

export interface Staying {
  /**
   * Also sets `isAlive` and `isStaying` of the tracks.
   * @param seconds since the last frame
   * @param furniture `[height, width]`: not 0 where people were ruled out
   * @returns `[height, width]`: the id of whoever is missed there and stays, or 0
   */
  run(
    tracks: readonly Track[],
    blobs: Blobs,
    backdrop: Backdrop,
    seconds: number,
    furniture?: Uint8Array,
  ): Int32Array;
}

interface Look {
  cells: Int32Array;
  shown: Float32Array;
  since: number; // s
  times: number;
}

/** @param width cells @param height cells */
export function createStaying(width: number, height: number): Staying {
  const cells = width * height;
  /** The cell's last owner, and what it showed then. */
  const owner = new Int32Array(cells);
  const found = new Float32Array(3 * cells);
  /** How long it has been missed, s. */
  const missed = new Float32Array(cells);
  const stays = new Int32Array(cells);
  const isPart = new Uint8Array(cells);
  const queue = new Int32Array(cells);
  const looks = new WeakMap<Track, Look>();
  /** What the scene's first frame showed. */
  let first: Float32Array | undefined;

  /**
   * Furniture that was there from the first frame on belongs to nobody. Anything else came in, so it may be somebody
   * who was ruled out by mistake.
   */
  function releaseFurniture(furniture: Uint8Array, { shown }: Backdrop): void {
    for (let cell = 0; cell < cells; cell++) {
      if (furniture[cell] && differenceAt(shown, first!, cell) <= SAME) owner[cell] = 0;
    }
  }

  function isForeign({ shown, room, known }: Backdrop, cell: number): boolean {
    return !known[cell] || differenceAt(shown, room, cell) > FOREIGN;
  }

  /** Detects whether something changes in the track's place, other than by its walking there. */
  function watchMoving(track: Track, { shown }: Backdrop, seconds: number): void {
    let look = looks.get(track);
    if (!look) looks.set(track, (look = { ...copyOf(track, shown), since: 0, times: 0 }));
    look.since += seconds;
    if (look.since < LOOKS || track.missed > 0 || track.together > 0) return;
    isPart.fill(0);
    for (let i = 0; i < track.cells.length; i++) isPart[track.cells[i]!] = 1;
    let both = 0;
    let changed = 0;
    for (let i = 0; i < look.cells.length; i++) {
      const cell = look.cells[i]!;
      if (!isPart[cell]) continue;
      both++;
      for (let c = 0; c < 3; c++) {
        if (Math.abs(look.shown[3 * i + c]! - shown[3 * cell + c]!) <= FOREIGN) continue;
        changed++;
        break;
      }
    }
    const gone = look.cells.length - both; // somebody who walks leaves their place
    const hasMoved = changed + gone / 2 > MOVES.share * look.cells.length && changed > 0;
    const times = look.times + (hasMoved ? 1 : 0);
    if (times >= MOVES.times) track.isAlive = true;
    looks.set(track, { ...copyOf(track, shown), since: 0, times });
  }

  /** Whether a missed person is still visible where they were found. */
  function isStillThere(track: Track, backdrop: Backdrop, labels: Uint8Array): boolean {
    const walks = Math.hypot(track.vx, track.vy) > WALKS && track.missed <= EXPECTED;
    if (!track.isAlive || walks) return false;
    let all = 0;
    let same = 0;
    for (const cell of track.cells) {
      if (owner[cell] !== track.id) continue;
      all++;
      if (!labels[cell] && differenceAt(backdrop.shown, found, cell) <= SAME) same++;
    }
    return all > 0.5 * track.cells.length && same >= STILL_THERE * all;
  }

  /** Keeps missed parts of people who were found: regions that are thick enough and adjoin what was found. */
  function keepParts(byId: Map<number, Track>, labels: Uint8Array): void {
    const has = (x: number, y: number) =>
      x >= 0 && x < width && y >= 0 && y < height && isPart[y * width + x] === 1;
    const isThick = (x: number, y: number) =>
      has(x - 1, y) && has(x + 1, y) && has(x, y - 1) && has(x, y + 1);
    const isDone = new Uint8Array(cells);
    for (let start = 0; start < cells; start++) {
      if (!isPart[start] || isDone[start]) continue;
      let end = 1;
      let thick = 0;
      let isBeside = false;
      queue[0] = start;
      isDone[start] = 1;
      for (let i = 0; i < end; i++) {
        const x = queue[i]! % width;
        const y = (queue[i]! - x) / width;
        if (isThick(x, y)) thick++;
        for (let v = Math.max(0, y - PART.away); v <= Math.min(height - 1, y + PART.away); v++) {
          for (let u = Math.max(0, x - PART.away); u <= Math.min(width - 1, x + PART.away); u++) {
            const near = v * width + u;
            if (labels[near] && owner[near] === owner[start]) isBeside = true;
            if (isDone[near] || !isPart[near] || owner[near] !== owner[start]) continue;
            if (Math.abs(u - x) > 1 || Math.abs(v - y) > 1) continue;
            isDone[near] = 1;
            queue[end++] = near;
          }
        }
      }
      const track = byId.get(owner[start]!)!;
      if (!isBeside || thick < PART.least * track.size) continue;
      for (let i = 0; i < end; i++) stays[queue[i]!] = track.id;
    }
  }

  return {
    run(tracks, { labels }, backdrop, seconds, furniture) {
      first ??= backdrop.shown.slice();
      if (furniture) releaseFurniture(furniture, backdrop);
      const byId = new Map(tracks.map((track) => [track.id, track]));
      const arrived = tracks.filter(({ age, missed }) => age < ELSEWHERE.age && missed === 0);
      for (const track of tracks) {
        watchMoving(track, backdrop, seconds);
        const hasWalked = arrived.some(
          (other) =>
            other !== track &&
            likeness(other.clothes, track.clothes) > ELSEWHERE.alike &&
            Math.max(other.size / track.size, track.size / other.size) < ELSEWHERE.size,
        );
        track.isStaying =
          track.labels.length === 0 && !hasWalked && isStillThere(track, backdrop, labels);
      }
      stays.fill(0);
      isPart.fill(0);
      let isAnyPart = false;
      for (let cell = 0; cell < cells; cell++) {
        if (owner[cell] === 0 || labels[cell]) continue;
        const track = byId.get(owner[cell]!);
        const isSame = differenceAt(backdrop.shown, found, cell) <= SAME;
        if (!track || (!isSame && !track.isStaying)) {
          owner[cell] = 0;
          continue;
        }
        missed[cell]! += seconds;
        const isTheirs = isSame && isForeign(backdrop, cell);
        if (track.isStaying) {
          if (isTheirs) stays[cell] = track.id;
        } else if (track.labels.length > 0 && track.isAlive && isTheirs) {
          isPart[cell] = backdrop.known[cell] || missed[cell]! < UNCERTAIN ? 1 : 0;
          isAnyPart ||= isPart[cell] === 1;
        }
      }
      if (isAnyPart) keepParts(byId, labels);
      for (const track of tracks) {
        if (track.labels.length === 0) continue;
        const { cells: all, id } = track;
        for (let i = 0; i < all.length; i++) {
          const cell = all[i]!;
          owner[cell] = id;
          missed[cell] = 0;
          found[3 * cell] = backdrop.shown[3 * cell]!;
          found[3 * cell + 1] = backdrop.shown[3 * cell + 1]!;
          found[3 * cell + 2] = backdrop.shown[3 * cell + 2]!;
        }
      }
      return stays;
    },
  };
}

function copyOf({ cells }: Track, shown: Float32Array): Pick<Look, 'cells' | 'shown'> {
  const colours = new Float32Array(3 * cells.length);
  for (let at = 0; at < colours.length; at++) {
    colours[at] = shown[3 * cells[Math.floor(at / 3)]! + (at % 3)]!;
  }
  return { cells, shown: colours };
}
