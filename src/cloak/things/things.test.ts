// Removed things as a whole: requests, what they hide, and what is reported.
import { expect, test, vi } from 'vitest';
import type { PersonMask } from '../../frame/person-mask.ts';
import { personMask, ROOM, roomPicture, type RoomOptions } from '../../frame/test-room.ts';
import type { SmallPicture } from '../../frame/small-picture.ts';
import { createThings } from './things.ts';

const { width, height } = ROOM;
const RED = [200, 50, 30] as const;

/** The room, with or without a red box of 14 x 16 px. */
function room(at: readonly [number, number] | undefined, options: RoomOptions = {}): SmallPicture {
  return roomPicture({
    paint: (x, y) =>
      at && x >= at[0] && x < at[0] + 14 && y >= at[1] && y < at[1] + 16 ? RED : undefined,
    ...options,
  });
}

const HERE = [90, 50] as const;
const MIDDLE = [97.5 / width, 58.5 / height] as const;

function open() {
  const notify = vi.fn<(sentence: string) => void>();
  const things = createThings(notify);
  const run = (small: SmallPicture, people: PersonMask = personMask(), seconds = 0.1) =>
    things.run({ small, look: () => small, people, seconds, teaches: true });
  return { notify, things, run };
}

test('a click removes a thing like people; a second click restores it', () => {
  const { things, run, notify } = open();
  expect(things.isIdle).toBe(true);
  things.request({ kind: 'toggle', at: MIDDLE });
  const people = personMask({ x: 10, y: 40, width: 20, height: 60 });
  const { mask, map } = run(room(HERE), people)!;
  expect(mask.data[58 * width + 97]).toBe(255);
  expect(mask.data[58 * width + 20]).toBe(255); // the person
  expect(mask.data[58 * width + 120]).toBe(0);
  expect(people.data[58 * width + 97]).toBe(0); // unchanged
  expect(map[58 * width + 97]).toBe(2);
  expect(run(room(HERE))!.map[58 * width + 97]).toBe(1); // no longer new
  const [thing] = things.list;
  expect(thing!.middle[0]).toBeCloseTo(MIDDLE[0], 1);
  expect(thing!.isLost).toBe(false);

  things.request({ kind: 'take', at: MIDDLE }); // already taken
  run(room(HERE));
  expect(things.list).toEqual([thing]);
  things.request({ kind: 'toggle', at: MIDDLE });
  expect(run(room(HERE))).toBeUndefined();
  expect(things.list).toEqual([]);
  expect(notify).not.toHaveBeenCalled();
});

test('the mask follows the thing, and a click there restores it', () => {
  const { things, run } = open();
  things.request({ kind: 'toggle', at: MIDDLE });
  run(room(HERE));
  for (let x = 90; x >= 40; x -= 2) run(room([x, 50]));
  const { mask } = run(room([40, 50]))!;
  expect(mask.data[58 * width + 47]).toBe(255);
  expect(mask.data[58 * width + 97]).toBe(0);
  things.request({ kind: 'toggle', at: [47 / width, 58 / height] });
  expect(run(room([40, 50]))).toBeUndefined();
});

test('a thing is removed entirely even if part of it was mistaken for a person', () => {
  const { things, run } = open();
  things.request({ kind: 'toggle', at: MIDDLE });
  // The left quarter of the box.
  const { map } = run(room(HERE), personMask({ x: 88, y: 48, width: 5, height: 20 }))!;
  const count = map.reduce((sum, value) => sum + (value ? 1 : 0), 0);
  expect(count).toBeGreaterThan(0.9 * 14 * 16);
  expect(count).toBeLessThan(1.4 * 14 * 16);
});

test('a thing’s shape does not creep over its surroundings', () => {
  const { things, run } = open();
  // A box that moves while more and more around it turns as red as it is, as if the wall took its colour.
  const spread = (x: number, wider: number) =>
    roomPicture({
      paint: (u, v) =>
        u >= x - wider && u < x + 14 + wider && v >= 50 - wider && v < 66 + wider ? RED : undefined,
    });
  things.request({ kind: 'toggle', at: MIDDLE });
  run(room(HERE));
  const size = () => run(spread(60, 20))!.map.reduce((sum, value) => sum + (value ? 1 : 0), 0);
  for (let i = 1; i <= 60; i++) run(spread(90 - i / 2, i / 3), undefined, 0.3);
  expect(size()).toBeLessThan(2 * 14 * 16);
});

test('a thing out of sight is reported, stays hidden at its last place, and is finally dropped', () => {
  const { things, run, notify } = open();
  things.request({ kind: 'toggle', at: MIDDLE });
  run(room(HERE));
  const gone = room(undefined);
  for (let i = 0; i < 38; i++) {
    expect(run(gone, undefined, 0.5)!.mask.data[58 * width + 97]).toBe(255);
  }
  expect(things.list).toMatchObject([{ isLost: true }]);
  expect(notify).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('stays hidden'));
  for (let i = 0; i < 4; i++) run(gone, undefined, 0.5);
  expect(things.list).toEqual([]);
  expect(notify).toHaveBeenLastCalledWith(expect.stringContaining('shows again'));
});

test('a thing that reappears counts as new: the room may have learned it meanwhile', () => {
  const { things, run } = open();
  things.request({ kind: 'toggle', at: MIDDLE });
  run(room(HERE));
  for (let i = 0; i < 5; i++) run(room(undefined));
  const isNew = Array.from({ length: 28 }, () => run(room([20, 90]))!.map[98 * width + 27] === 2);
  expect(isNew.filter(Boolean)).toHaveLength(1);
  expect(things.list).toMatchObject([{ isLost: false }]);
});

test('a thing stays new while the room is not learning', () => {
  const { things } = open();
  const small = room(HERE);
  things.request({ kind: 'toggle', at: MIDDLE });
  const turn = { small, look: () => small, people: personMask(), seconds: 0.1 };
  things.run({ ...turn, teaches: false });
  expect(things.run({ ...turn, teaches: true })!.map[58 * width + 97]).toBe(2);
  expect(things.run({ ...turn, teaches: true })!.map[58 * width + 97]).toBe(1);
});

test('another scene restores everything and says so; a covered lens or new light does not', () => {
  const { things, run, notify } = open();
  things.request({ kind: 'toggle', at: MIDDLE });
  run(room(HERE));
  run({ data: new Uint8ClampedArray(4 * width * height), width, height });
  run(room(HERE, { light: (value) => 0.6 * value }));
  expect(things.list).toMatchObject([{ isLost: false }]);
  expect(notify).not.toHaveBeenCalled();
  run(room(undefined, { light: (_value, _c, x) => (x % 40 < 20 ? 220 : 40) }));
  expect(things.list).toEqual([]);
  expect(notify).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('something else'));
});

test('pointing at people or at a bare wall is refused with a reason', () => {
  const { things, run, notify } = open();
  things.request({ kind: 'toggle', at: [20 / width, 70 / height] });
  run(room(HERE), personMask({ x: 10, y: 40, width: 20, height: 60 }));
  expect(notify).toHaveBeenLastCalledWith(expect.stringContaining('People go by themselves'));
  things.request({ kind: 'toggle', at: [75 / width, 30 / height] });
  run(room(undefined));
  expect(notify).toHaveBeenLastCalledWith(expect.stringContaining('Nothing stands out'));
  expect(things.list).toEqual([]);
});

test('a new source restores everything and drops pending requests', () => {
  const { things, run } = open();
  things.request({ kind: 'toggle', at: MIDDLE });
  run(room(HERE));
  things.request({ kind: 'toggle', at: [0.1, 0.1] });
  things.reset();
  expect(things.isIdle).toBe(true);
  expect(things.list).toEqual([]);
});

test('a mask that is too coarse, or of a different size, still works', () => {
  const { things, run } = open();
  things.request({ kind: 'toggle', at: MIDDLE });
  const nobody = { data: new Uint8Array(1), width: 1, height: 1 };
  const { mask } = run(room(HERE), nobody)!;
  expect([mask.width, mask.height]).toEqual([width, height]);
  expect(mask.data[58 * width + 97]).toBe(255);
  const fine = { data: new Uint8Array(384 * 384), width: 384, height: 384 };
  const large = run(room(HERE), fine)!.mask;
  expect(large.data[Math.floor(MIDDLE[1] * 384) * 384 + Math.floor(MIDDLE[0] * 384)]).toBe(255);
});
