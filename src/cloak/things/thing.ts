// One hidden thing, and how it is described to the page.
import { outlineOf } from '../../segmentation/outline.ts';
import type { SmallPicture } from '../../frame/small-picture.ts';
import type { Place } from '../zones.ts';
import type { FollowedThing, Sight } from './follow-thing.ts';
import { moveShape, type Offset, type Shape } from './shape.ts';

/** A thing that is hidden. */
export interface RemovedThing {
  id: number;
  /** Whether the last frame did not show it; its last place stays hidden. */
  isLost: boolean;
  /** Its outline, in shares of the picture's width and height: corners as x, y, x, y... */
  outline: readonly number[];
  /** Its centre. */
  middle: Place;
}

export interface Thing {
  id: number;
  shape: Shape;
  /** Its area when it was pointed at, px of the shape. */
  size: number;
  followed: FollowedThing;
  /** Whether it is where the room behind it is unknown. */
  isNew: boolean;
  /** s since it was lost, and since its shape was last refined. */
  lostFor: number;
  unseenFor: number;
  /** Where it was at the last refinement. */
  seenAt: Offset;
  sight: Sight;
  /** The last description, and the shape, sight and place it was made from. */
  told?: { thing: RemovedThing; shape: Shape; sight: Sight; x: number; y: number };
}

/** Returns the same object until something about the thing changes. */
export function describe(thing: Thing, small: SmallPicture): RemovedThing {
  const { id, shape, followed, sight, told } = thing;
  const { x, y } = followed.place;
  if (told?.shape === shape && told.sight === sight && told.x === x && told.y === y) {
    return told.thing;
  }
  const { data, width, height } = moveShape(shape, followed.place, small);
  const cells: number[] = [];
  let across = 0;
  let down = 0;
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (!data[pixel]) continue;
    cells.push(pixel);
    across += (pixel % width) + 0.5;
    down += Math.floor(pixel / width) + 0.5;
  }
  const share = (sum: number, of: number) =>
    Number((sum / Math.max(1, cells.length) / of).toFixed(3));
  const described: RemovedThing = {
    id,
    isLost: sight === 'lost',
    outline: outlineOf(Int32Array.from(cells), width, height),
    middle: [share(across, width), share(down, height)],
  };
  thing.told = { thing: described, shape, sight, x, y };
  return described;
}
