// Somebody who stood still before they were noticed is remembered as part of the room. Where a second opinion is sure
// of somebody, and the frame that it saw looks just like what is remembered there, the room has to forget that. The frame of
// now will not do: behind somebody who has walked on it looks like the room because it is the room.
import { createBlobFinder } from './blobs.ts';
import type { Remembered } from './finder-planes.ts';
import { roomAlone } from './joint-mask.ts';
import type { SurePeople } from './second-opinion.ts';

/** Somebody is part of the room if at least this share of them looks as remembered. */
const IN_ROOM = 0.6;

/**
 * @returns 1 in the pixels of the remembered room that show them; undefined: nowhere
 */
export function findMistaken(
  { mask, picture }: SurePeople,
  remembered: Remembered,
): Uint8Array | undefined {
  const { width, height } = remembered;
  if (picture.width !== width || picture.height !== height) return undefined;
  const { list } = createBlobFinder(width, height)(mask);
  if (list.length === 0) return undefined;
  const { data: isAsRemembered } = roomAlone({ ...remembered, frame: picture.data });
  let mistaken: Uint8Array | undefined;
  for (const { cells } of list) {
    const inRoom = cells.reduce((count, cell) => count + (isAsRemembered[cell] ? 1 : 0), 0);
    if (inRoom < IN_ROOM * cells.length) continue;
    mistaken ??= new Uint8Array(width * height);
    for (const cell of cells) mistaken[cell] = 1;
  }
  return mistaken;
}
