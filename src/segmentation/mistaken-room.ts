// Somebody who stood still before they were noticed is remembered as part of the room. Where a second opinion is sure
// of somebody, and the frame that it saw looks just like what is remembered there, the room has to forget that. The frame of
// now will not do: behind somebody who has walked on it looks like the room because it is the room.
import { createBlobFinder } from './blobs.ts';
import type { Remembered } from './finder-planes.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { roomAlone, sampled } from './joint-mask.ts';
import type { SurePeople } from './second-opinion.ts';

/** Somebody is part of the room if at least this share of them looks as remembered. */
const IN_ROOM = 0.6;
/** From here on the finder sees somebody, 0..255. */
const SEEN = 128;

export interface MistakenRoom {
  /**
   * @param found the finder's mask: whoever it sees in front of the room is not a part of it; absent: it has none
   * @returns 1 in the pixels of the remembered room that show somebody; undefined: nowhere
   */
  find(people: SurePeople, remembered: Remembered, found?: PersonMask): Uint8Array | undefined;
  /** Another source follows. */
  reset(): void;
}

/**
 * A single result is not enough: now and then a bag or a chair is taken for somebody. What two results in a row say is
 * believed.
 */
export function createMistakenRoom(): MistakenRoom {
  /** What the latest result and the one before it said. */
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
