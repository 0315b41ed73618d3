// Removed things: the plate forgets what it knows of them, and learns nothing more.
import { expect, test } from 'vitest';
import { rectanglesOf } from './things-in-room.ts';
import { personMask, ROOM, roomPicture } from '../../frame/test-room.ts';
import { createWatch } from './watch.ts';

const { width, height } = ROOM;
const BOX = { x: 90, y: 50, width: 14, height: 16 };
const MIDDLE = 58 * width + 97;
const RED = [200, 50, 30] as const;

const empty = roomPicture();
const furnished = roomPicture({
  paint: (x, y) =>
    x >= BOX.x && x < BOX.x + BOX.width && y >= BOX.y && y < BOX.y + BOX.height ? RED : undefined,
});
/** Where the thing is; 2 if it is new there, 1 if not. */
const mapOf = (value: 1 | 2) => personMask(BOX).data.map((is) => (is ? value : 0));

function open() {
  const watch = createWatch(width, height, 4);
  const run = (picture: typeof empty, things?: 1 | 2, frames = 1) => {
    let view = watch.run(picture, personMask(), 0.1, false);
    for (let i = 0; i < frames; i++) {
      view = watch.run(picture, personMask(things && BOX), 0.1, false, {
        things: things && mapOf(things),
      });
    }
    return view;
  };
  return { watch, run };
}

test('a thing that the plate knows as part of the room is forgotten and filled', () => {
  const { watch, run } = open();
  run(furnished, undefined, 15);
  const view = run(furnished, 2);
  expect(view.unknown).toBeDefined();
  expect(view.seenOfHole).toBeUndefined(); // nobody is hidden
  const forgotten = new Uint8Array(width * height);
  for (const rect of view.forgetIn!) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [u, v] = [(x + 0.5) / width, (y + 0.5) / height];
        const isIn =
          u > rect.x && u < rect.x + rect.width && v > rect.y && v < rect.y + rect.height;
        if (isIn) forgotten[y * width + x] = 1;
      }
    }
  }
  expect(forgotten[MIDDLE]).toBe(1);
  expect(forgotten[40 * width + 97]).toBe(0);
  const { confidence } = watch.remembered()!;
  expect(confidence[MIDDLE]).toBe(0);
  for (let i = 0; i < 40; i++) {
    watch.run(furnished, personMask(BOX), 0.1, true, { things: mapOf(1) }); // even in learning mode
  }
  expect(confidence[MIDDLE]).toBe(0);
});

test('what is behind a thing that came later stays known', () => {
  const { watch, run } = open();
  run(empty, undefined, 15);
  const { forgetIn, unseen } = watch.run(furnished, personMask(BOX), 0.1, false, {
    things: mapOf(2),
  });
  expect([forgetIn, unseen]).toEqual([undefined, undefined]);
});

test('a thing that has just moved leaves no trace: the plate forgets its last place too', () => {
  const { watch, run } = open();
  run(furnished, undefined, 15);
  const moved = (x: number, y: number) =>
    x >= 105 && x < 119 && y >= 50 && y < 66 ? RED : undefined;
  const picture = roomPicture({ paint: moved });
  const mask = personMask({ ...BOX, x: 105 });
  const things = mask.data.map((is) => (is ? 2 : 0));
  const { hide } = watch.run(picture, mask, 0.1, false, { things });
  expect(hide.data[2 * MIDDLE]).toBe(0);
  const { room } = watch.remembered()!;
  const wall = empty.data[4 * MIDDLE + 1]!; // green; the thing's is 50
  expect(Math.abs(room[3 * MIDDLE + 1]! - wall)).toBeLessThan(8);
});

test('a restored thing shows again and becomes part of the room', () => {
  const { watch, run } = open();
  run(furnished, undefined, 15);
  run(furnished, 2, 1);
  run(furnished, 1, 5);
  watch.guessed();
  run(furnished, undefined, 2);
  const { room, confidence } = watch.remembered()!;
  expect(confidence[MIDDLE]).toBeGreaterThan(0.2);
  expect(Math.abs(room[3 * MIDDLE]! - RED[0])).toBeLessThan(6);
});

test('rectangles cover exactly what is set', () => {
  const map = new Uint8Array(6 * 4);
  for (const at of [1, 2, 7, 8, 10, 14]) map[at] = 1;
  const covered = new Uint8Array(6 * 4);
  const rects = rectanglesOf(map, 6, 4);
  for (const { x, y, width: w, height: h } of rects) {
    for (let v = Math.round(4 * y); v < Math.round(4 * (y + h)); v++) {
      for (let u = Math.round(6 * x); u < Math.round(6 * (x + w)); u++) covered[v * 6 + u]!++;
    }
  }
  expect([...covered]).toEqual([...map]);
  expect(rects).toHaveLength(3); // equal rows are merged
});
