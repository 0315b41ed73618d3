// Follows people over frames: assigns the mask's blobs to tracks by expected place, and, when people part after
// meeting, by what they wear (partings.ts). Numbers only.
import type { SmallPicture } from '../frame/small-picture.ts';
import type { Blob, Blobs } from './blobs.ts';
import { groupsOf, isStacked, joined, middleOf } from './blob-groups.ts';
import { clothesOf, likeness, remember, type Clothes } from './clothes.ts';
import { part } from './partings.ts';
import type { Track } from './track.ts';

/** A track and a blob belong together when they share at least this much of the smaller one. */
const SHARED = 0.25;
/** Somebody who was missed for longer than this, s, is recognised by their clothes only, */
const MISSED = 0.2;
/** which must be at least this similar. */
const ALIKE = 0.6;
/**
 * Somebody who was out of sight or hidden by others is recognised within `by` times the root of their size from the
 * expected place, if their clothes are at least this similar.
 */
const NEAR = { by: 1.5, alike: 0.75 };
/** Somebody who is missed for longer than this, s, is forgotten. */
const FORGOTTEN = 1;
/** So are people who shared a blob for longer than this, s: they can no longer be told apart. */
const TOGETHER = 5;
/** Somebody whose clothes are suddenly less similar than this is somebody else. */
const UNLIKE = 0.45;
/**
 * Somebody who suddenly is larger than usual by this factor is not alone. `within`: time constant of the usual size,
 * s; `after`: age from which it is reliable, s.
 */
const LARGER = { by: 1.6, within: 4, after: 0.5 };
/** A part smaller than this share of the largest, or above or below it, belongs to the same person. */
const FRAGMENT = 0.35;
/** For the latter their columns must overlap by this share of the narrower one. */
const STACKED = 0.6;
/** Time constants of velocity and clothes, s. */
const SMOOTH = { velocity: 0.25, clothes: 1 };

export interface Tracks {
  /**
   * @param seconds since the last frame
   * @returns the tracks that are there, or were a moment ago
   */
  run(blobs: Blobs, picture: SmallPicture, seconds: number): readonly Track[];
  reset(): void;
}

/** @param width cells of the grid @param height cells of the grid */
export function createTracks(width: number, height: number): Tracks {
  let tracks: Track[] = [];
  let lastId = 0;
  const bounded = (value: number, end: number) => Math.min(end - 1, Math.max(0, value));

  function begin(blob: Blob, clothes: Clothes, from: readonly number[] = []): Track {
    const { cells, x, y } = blob;
    return {
      id: ++lastId,
      from,
      cells,
      x,
      y,
      vx: 0,
      vy: 0,
      clothes,
      labels: [blob.label],
      size: cells.length,
      age: 0,
      missed: 0,
      together: 0,
      isDoubted: false,
      isAlive: false,
      isStaying: false,
    };
  }

  /** How many cells of each blob lie where the track is expected, by label. */
  function overlap(track: Track, labels: Uint8Array, count: number): Int32Array {
    const counts = new Int32Array(count + 1);
    const { cells, together } = track;
    const middle = middleOf(cells, width);
    // People who share a blob may be anywhere in it.
    const dx = together > 0 ? 0 : Math.round(track.x - middle.x);
    const dy = together > 0 ? 0 : Math.round(track.y - middle.y);
    for (let i = 0; i < cells.length; i++) {
      const column = cells[i]! % width;
      const x = column + dx;
      const y = (cells[i]! - column) / width + dy;
      if (x >= 0 && x < width && y >= 0 && y < height) counts[labels[y * width + x]!]!++;
    }
    return counts;
  }

  function joins(track: Track, blob: Blob, shared: number, clothes: Clothes): boolean {
    const { cells, missed, together } = track;
    if (shared >= SHARED * Math.min(cells.length, blob.cells.length)) {
      return missed <= MISSED || likeness(track.clothes, clothes) >= ALIKE;
    }
    // Somebody who was missed, or shared a blob when last found, may have moved a little further.
    if (missed === 0 && together === 0) return false;
    const far = Math.hypot(track.x - blob.x, track.y - blob.y);
    const isNear = far < NEAR.by * Math.sqrt(track.size);
    return isNear && likeness(track.clothes, clothes) >= NEAR.alike;
  }

  /** Updates a track that is alone in these blobs. */
  function find(track: Track, parts: Blob[], clothes: Clothes[], seconds: number): void {
    const all = joined(parts);
    const main = parts.reduce((a, b) => (b.cells.length > a.cells.length ? b : a));
    const worn = clothes[main.label - 1]!;
    const lasted = seconds + track.missed;
    const hasMoved = track.together === 0;
    const share = Math.min(1, lasted / SMOOTH.velocity);
    const before = middleOf(track.cells, width);
    if (hasMoved) {
      track.vx += share * ((all.x - before.x) / lasted - track.vx);
      track.vy += share * ((all.y - before.y) / lasted - track.vy);
    }
    const isKnown = track.age > LARGER.after;
    if (isKnown && all.cells.length > LARGER.by * track.size) track.isDoubted = true;
    if (isKnown && likeness(track.clothes, worn) < UNLIKE) track.isDoubted = true;
    remember(
      track.clothes,
      worn,
      Math.min(1, seconds / Math.min(SMOOTH.clothes, track.age + seconds)),
    );
    const early = Math.min(LARGER.within, track.age + seconds);
    track.size += Math.min(1, seconds / early) * (all.cells.length - track.size);
    track.x = all.x;
    track.y = all.y;
    track.cells = all.cells;
    track.labels = parts.map(({ label }) => label);
    track.missed = track.together = 0;
  }

  function share(members: Track[], parts: Blob[], clothes: Clothes[], seconds: number): void {
    if (members.length === 1) return find(members[0]!, parts, clothes, seconds);
    const all = joined(parts);
    for (const track of members) {
      track.together += seconds;
      track.missed = 0;
      track.cells = all.cells;
      track.labels = parts.map(({ label }) => label);
      track.x = Math.min(all.right, Math.max(all.left, track.x));
      track.y = Math.min(all.bottom, Math.max(all.top, track.y));
    }
  }

  /** Splits the blobs of one track: its own parts stay, others become new tracks. */
  function split(
    track: Track,
    parts: Blob[],
    sharedOf: (blob: Blob) => number,
  ): [own: Blob[], others: Blob[]] {
    const main = parts.reduce((a, b) => (sharedOf(b) > sharedOf(a) ? b : a));
    const isOwn = (blob: Blob) =>
      blob === main ||
      (sharedOf(blob) >= 0.5 * blob.cells.length &&
        (blob.cells.length < FRAGMENT * main.cells.length || isStacked(blob, main, STACKED)));
    const others = parts.filter((blob) => !isOwn(blob));
    // Two people who were mistaken for one have parted: nobody knows which of them it was.
    if (others.some(({ cells }) => cells.length >= FRAGMENT * main.cells.length)) {
      track.isDoubted = true;
    }
    return [parts.filter(isOwn), others];
  }

  function expect(track: Track, seconds: number): void {
    track.isDoubted = false;
    track.age += seconds;
    track.labels = [];
    track.x = bounded(track.x + track.vx * seconds, width);
    track.y = bounded(track.y + track.vy * seconds, height);
  }

  function run({ list, labels }: Blobs, picture: SmallPicture, seconds: number): readonly Track[] {
    const clothes = list.map((blob) => clothesOf(picture, blob));
    for (const track of tracks) expect(track, seconds);
    const counts = new Map(tracks.map((track) => [track, overlap(track, labels, list.length)]));
    const shared = (track: Track, { label }: Blob) => counts.get(track)![label]!;
    const isOne = (track: Track, blob: Blob) =>
      joins(track, blob, shared(track, blob), clothes[blob.label - 1]!);
    const begun: Track[] = [];
    const ended = new Set<Track>();
    for (const { members, parts } of groupsOf(tracks, list, isOne)) {
      const [only] = members;
      if (!only) {
        begun.push(begin(parts[0]!, clothes[parts[0]!.label - 1]!));
      } else if (members.length === 1 && parts.length > 0) {
        const [own, others] = split(only, parts, (blob) => shared(only, blob));
        find(only, own, clothes, seconds);
        for (const blob of others) begun.push(begin(blob, clothes[blob.label - 1]!));
      } else if (parts.length === 0) {
        only.missed += seconds;
      } else {
        for (const pair of part(members, parts, clothes, shared)) {
          share(pair.members, pair.parts, clothes, seconds);
        }
        for (const one of mixedUp(members, list, clothes)) begun.push(one);
        for (const track of members) if (track.together > TOGETHER) ended.add(track);
      }
    }
    const isThere = (track: Track) => track.missed <= FORGOTTEN || track.isStaying;
    tracks = [...tracks.filter((track) => !ended.has(track) && isThere(track)), ...begun];
    return tracks;
  }

  /** Replaces people who shared a blob for too long by one new track. */
  function mixedUp(members: Track[], list: Blob[], clothes: Clothes[]): Track[] {
    const long = members.filter(({ together }) => together > TOGETHER);
    return list.flatMap((blob) => {
      const inIt = long.filter(({ labels }) => labels[0] === blob.label);
      if (inIt.length === 0) return [];
      const from = inIt.map(({ id }) => id);
      const isAlive = inIt.some((track) => track.isAlive);
      return [{ ...begin(blob, clothes[blob.label - 1]!, from), isAlive }];
    });
  }

  return {
    run,
    reset() {
      tracks = [];
    },
  };
}
