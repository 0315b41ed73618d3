// Somebody who stood still before they were noticed is remembered as part of the room. Where a second opinion is sure
// of somebody, and the frame looks just like what is remembered there, the room has to forget that.
import { createBlobFinder } from './blobs.ts';
import type { Remembered } from './finder-planes.ts';
import { roomAlone } from './joint-mask.ts';
import type { PersonMask } from '../frame/person-mask.ts';

/** Somebody is part of the room if at least this share of them looks as remembered. */
const IN_ROOM = 0.6;

/**
 * @param somebody mask of people of whom a second opinion is sure, as large as the remembered room
 * @returns 1 in the pixels of the remembered room that show them; undefined: nowhere
 */
export function findMistaken(somebody: PersonMask, remembered: Remembered): Uint8Array | undefined {
  const { width, height } = remembered;
  const { list } = createBlobFinder(width, height)(somebody);
  if (list.length === 0) return undefined;
  const { data: isAsRemembered } = roomAlone(remembered);
  let mistaken: Uint8Array | undefined;
  for (const { cells } of list) {
    const inRoom = cells.reduce((count, cell) => count + (isAsRemembered[cell] ? 1 : 0), 0);
    if (inRoom < IN_ROOM * cells.length) continue;
    mistaken ??= new Uint8Array(width * height);
    for (const cell of cells) mistaken[cell] = 1;
  }
  return mistaken;
}
