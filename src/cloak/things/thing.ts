// One thing that is hidden, and what is told of it.
import { outlineOf } from '../../segmentation/outline.ts';
import type { SmallPicture } from '../../frame/small-picture.ts';
import type { Place } from '../zones.ts';
import type { FollowedThing, Sight } from './follow-thing.ts';
import { moveShape, type Offset, type Shape } from './shape.ts';

/** A thing that is hidden. */
export interface SomeThing {
  id: number;
  /** It was not found in the last frame: where it was last is hidden. */
  isLost: boolean;
  /** Its outline in shares of the picture's width and height: corners, x and y in turns. */
  outline: readonly number[];
  /** A place in the middle of it. */
  middle: Place;
}

export interface Thing {
  id: number;
  shape: Shape;
  /** px of the shape when it was pointed at. */
  size: number;
  followed: FollowedThing;
  /** It is where nothing is known of what is behind it. */
  isNew: boolean;
  /** Since when it was lost, and since its shape was looked at, s. */
  lostFor: number;
  unseenFor: number;
  /** Where it was then. */
  seenAt: Offset;
  sight: Sight;
  /** As it was told last, and of which shape and sight in which place that was. */
  told?: { thing: SomeThing; shape: Shape; sight: Sight; x: number; y: number };
}

/** The very same while nothing about it is another. */
export function describe(thing: Thing, small: SmallPicture): SomeThing {
  const { id, shape, followed, sight, told } = thing;
  const { x, y } = followed.place;
  if (told?.shape === shape && told.sight === sight && told.x === x && told.y === y) {
    return told.thing;
  }
  const { data, width, height } = moveShape(shape, followed.place, small);
  const cells: number[] = [];
  let [across, down] = [0, 0];
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (!data[pixel]) continue;
    cells.push(pixel);
    across += (pixel % width) + 0.5;
    down += Math.floor(pixel / width) + 0.5;
  }
  const share = (sum: number, of: number) =>
    Number((sum / Math.max(1, cells.length) / of).toFixed(3));
  const described: SomeThing = {
    ...{ id, isLost: sight === 'lost' },
    outline: outlineOf(Int32Array.from(cells), width, height),
    middle: [share(across, width), share(down, height)],
  };
  thing.told = { thing: described, shape, sight, x, y };
  return described;
}
