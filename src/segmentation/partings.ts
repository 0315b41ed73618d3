// Assigns several tracks to several blobs. People who stood apart are assigned by place; people who leave a shared
// blob, by what they wear and where they were heading. Numbers only.
import type { Blob } from './blobs.ts';
import { likeness, type Clothes } from './clothes.ts';
import type { Group } from './blob-groups.ts';
import type { Track } from './track.ts';

/**
 * More tracks or blobs than this are not told apart: each track goes where it fits best, and all are doubted.
 */
const MOST = 4;
/** A blob smaller than this share of the smallest track is joined to the nearest one. */
const MINOR = 0.3;
/** Maximum cost of being elsewhere than expected; completely different clothes cost 1. */
const ELSEWHERE = 0.35;
/** Cost of leaving a blob empty. */
const EMPTY = 1;
/** The assignment by clothes must beat the next best by this. */
const CLEAR = 0.1;

/**
 * @param parts at least one
 * @param clothes by label, from 1 on
 * @param shared cells of the blob where the track was expected
 * @returns groups that together hold every track
 */
export function part(
  members: readonly Track[],
  parts: readonly Blob[],
  clothes: readonly Clothes[],
  shared: (track: Track, blob: Blob) => number,
): Group[] {
  const least = Math.min(...members.map(({ size }) => size));
  const largest = parts.reduce((a, b) => (b.cells.length > a.cells.length ? b : a));
  const major = parts.filter((blob) => blob === largest || blob.cells.length >= MINOR * least);
  const wereTogether = members.some(({ together }) => together > 0);

  const unlike = (track: Track, blob: Blob) =>
    1 - likeness(track.clothes, clothes[blob.label - 1]!);
  const cost = (track: Track, blob: Blob): number => {
    if (!wereTogether) return 1 - shared(track, blob) / track.cells.length;
    const far = Math.hypot(track.x - blob.x, track.y - blob.y) / (2 * Math.sqrt(track.size));
    return unlike(track, blob) + ELSEWHERE * Math.min(1, far);
  };

  const { places } = place(members, major, cost);
  // They may have turned round: only their clothes make it certain.
  const byClothes = wereTogether && major.length > 1 && place(members, major, unlike);
  const isDoubtful =
    byClothes &&
    (byClothes.clearness < CLEAR || byClothes.places.some((at, i) => at !== places[i]));
  const groups: Group[] = major.map((blob) => ({ members: [], parts: [blob] }));
  members.forEach((track, i) => {
    if (isDoubtful || members.length > MOST) track.isDoubted = true;
    groups[places[i]!]!.members.push(track);
  });
  const used = groups.filter((group) => group.members.length > 0);
  for (const blob of parts) {
    if (used.some((group) => group.parts.includes(blob))) continue;
    const nearest = used.reduce((a, b) =>
      far(b.parts[0]!, blob) < far(a.parts[0]!, blob) ? b : a,
    );
    nearest.parts.push(blob);
  }
  return used;
}

function far(a: Blob, b: Blob): number {
  const apart = (from: number, to: number, from2: number, to2: number) =>
    Math.max(0, from - to2, from2 - to);
  return Math.hypot(
    apart(a.left, a.right, b.left, b.right),
    apart(a.top, a.bottom, b.top, b.bottom),
  );
}

/** @returns the blob's index for each track, and by how much this assignment is cheaper than the next best */
function place(
  members: readonly Track[],
  blobs: readonly Blob[],
  cost: (track: Track, blob: Blob) => number,
): { places: number[]; clearness: number } {
  const costs = members.map((track) => blobs.map((blob) => cost(track, blob)));
  if (members.length > MOST || blobs.length > MOST) {
    return { places: costs.map((row) => row.indexOf(Math.min(...row))), clearness: 0 };
  }
  let best = { places: members.map(() => 0), sum: Infinity };
  let second = Infinity;
  const places: number[] = [];
  const tryFrom = (at: number, sum: number): void => {
    if (at === members.length) {
      const whole = sum + EMPTY * (blobs.length - new Set(places).size);
      if (whole < best.sum) {
        second = best.sum;
        best = { places: [...places], sum: whole };
      } else second = Math.min(second, whole);
      return;
    }
    for (let blob = 0; blob < blobs.length; blob++) {
      places[at] = blob;
      tryFrom(at + 1, sum + costs[at]![blob]!);
    }
    places.length = at;
  };
  tryFrom(0, 0);
  return { places: best.places, clearness: second - best.sum };
}
