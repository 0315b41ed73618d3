// A person who stood still before they were noticed is remembered as part of the room. Where the second opinion is sure
// of a person, and its frame looks just like the remembered room, the room must forget that part. The current frame
// cannot be used: once the person has walked on, it looks like the room because it is the room.
import { createBlobFinder } from './blobs.ts';
import type { Remembered } from './finder-planes.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { roomAlone, sampled } from './joint-mask.ts';
import type { SurePeople } from './second-opinion.ts';

/** A person is part of the room if at least this share of them looks as remembered. */
const IN_ROOM = 0.6;
/** Mask values of the finder from here on are a person, 0..255. */
const SEEN = 128;

export interface MistakenRoom {
  /**
   * @param found the finder's mask: people whom it sees in front of the room are not part of it; absent: there is none
   * @returns 1 in the pixels of the remembered room that show a person; undefined: nowhere
   */
  find(people: SurePeople, remembered: Remembered, found?: PersonMask): Uint8Array | undefined;
  /** Another source follows. */
  reset(): void;
}

/**
 * A single result is not enough, since a bag or a chair is sometimes taken for a person. Two identical results in a row
 * are.
 */
export function createMistakenRoom(): MistakenRoom {
  /** The latest result and the one before it. */
  let latest: { people: SurePeople; mistaken: Uint8Array | undefined } | undefined;
  let before: Uint8Array | undefined;

  return {
    find(people, remembered, found) {
      if (people.picture !== latest?.people.picture) before = latest?.mistaken;
      const mistaken = lookFor(people, remembered, found);
      latest = { people, mistaken };
      const both = mistaken?.map((is, cell) => is & (before?.[cell] ?? 0));
      return both?.includes(1) ? both : undefined;
    },
    reset() {
      latest = before = undefined;
    },
  };
}

function lookFor(
  { mask, picture }: SurePeople,
  remembered: Remembered,
  found: PersonMask | undefined,
): Uint8Array | undefined {
  const { width, height } = remembered;
  if (picture.width !== width || picture.height !== height) return undefined;
  const { list } = createBlobFinder(width, height)(mask);
  if (list.length === 0) return undefined;
  const { data: isAsRemembered } = roomAlone({ ...remembered, frame: picture.data });
  const inFront = found && sampled(found, width, height);
  let mistaken: Uint8Array | undefined;
  for (const { cells } of list) {
    const isInRoom = (cell: number) => isAsRemembered[cell] && !(inFront && inFront[cell]! >= SEEN);
    const inRoom = cells.reduce((count, cell) => count + (isInRoom(cell) ? 1 : 0), 0);
    if (inRoom < IN_ROOM * cells.length) continue;
    mistaken ??= new Uint8Array(width * height);
    for (const cell of cells) mistaken[cell] = 1;
  }
  return mistaken;
}
