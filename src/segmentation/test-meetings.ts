// What happens to people who meet in a synthetic scene, for tests and measurements.
import { ROOM } from '../frame/test-room.ts';
import { createBlobFinder } from './blobs.ts';
import { createFollowing } from './following.ts';
import { madeMeeting } from './test-people.ts';
import type { Track } from './track.ts';
import { createTracks } from './tracks.ts';

const { width, height } = ROOM;

/** Until this time, s, they are apart. */
const APART_UNTIL = 0.8;

/** The only track that lies mostly on a figure's pixels. */
function trackOf(figure: number, truth: Uint8Array, tracks: readonly Track[]): number | undefined {
  const ids = tracks
    .filter(({ labels }) => labels.length > 0)
    .filter(({ cells }) => {
      let inside = 0;
      for (const cell of cells) if (truth[cell] === figure) inside++;
      return inside > 0.5 * cells.length;
    })
    .map(({ id }) => id);
  return ids.length === 1 ? ids[0] : undefined;
}

/**
 * Whether both people have the same tracks after meeting as before. @throws Error when they were not found before
 */
export function keepIdentity(seed: number): boolean {
  const tracks = createTracks(width, height);
  const findBlobs = createBlobFinder(width, height);
  const before: (number | undefined)[] = [];
  const after: (number | undefined)[] = [];
  let time = 0;
  for (const { mask, picture, seconds, truth } of madeMeeting(seed)) {
    const now = tracks.run(findBlobs(mask), picture, seconds);
    time += seconds;
    [1, 2].forEach((figure, i) => {
      const id = trackOf(figure, truth, now);
      if (time < APART_UNTIL) before[i] ??= id;
      after[i] = id ?? after[i]; // they are missed in some frames
    });
  }
  if (before.filter((id) => id).length < 2) throw new Error(`Nobody was found in scene ${seed}.`);
  return before.every((id, i) => id === after[i]);
}

/**
 * Keeps the left person in the picture. @returns whether the other one was ever kept, and whether the left one is at
 * the end
 */
export function keepOne(seed: number): { isOtherKept: boolean; isKept: boolean } {
  const following = createFollowing();
  let time = 0;
  let chosen: number | undefined;
  let isOtherKept = false;
  let isKept = false;
  for (const { mask, picture, seconds, truth } of madeMeeting(seed)) {
    const { kept } = following.run(mask, picture, seconds);
    time += seconds;
    if (chosen === undefined) {
      const [left] = following.people;
      if (time < 0.7 || following.people.length < 2) continue;
      chosen = truth.subarray(80 * width, 81 * width).find((whose) => whose > 0)!;
      following.choose({ kind: 'keep', ids: left!.ids });
      continue;
    }
    isKept = false;
    kept?.forEach((is, cell) => {
      if (!is || !truth[cell]) return;
      if (truth[cell] === chosen) isKept = true;
      else isOtherKept = true;
    });
  }
  return { isOtherKept, isKept };
}
