// The watch on a synthetic room: what the full-size plate has to do.
import { describe, expect, test } from 'vitest';
import type { Zone } from '../zones.ts';
import { roomPicture, personMask, ROOM, type RoomOptions } from '../../frame/test-room.ts';
import { createWatch } from './watch.ts';

const SCALE = 4;
const FRAME = 1 / 30;
const PERSON = { x: 60, y: 40, width: 30, height: 80 };

/** A watch that has seen the empty room for a while; `show` shows it more frames. */
function watching() {
  const watch = createWatch(ROOM.width, ROOM.height, SCALE);
  let seed = 100;
  const show = (options: RoomOptions = {}, person?: typeof PERSON, frames = 1) => {
    let view = watch.run(
      roomPicture({ seed: seed++, ...options }),
      personMask(person),
      FRAME,
      false,
    );
    for (let i = 1; i < frames; i++) {
      view = watch.run(roomPicture({ seed: seed++, ...options }), personMask(person), FRAME, false);
    }
    return view;
  };
  show({}, undefined, 20);
  return { watch, show };
}

test('what was behind the person from the start is unknown until it is guessed', () => {
  const watch = createWatch(ROOM.width, ROOM.height, SCALE);
  const first = watch.run(roomPicture(), personMask(PERSON), FRAME, false);
  expect(first.unknown!.x).toBeLessThanOrEqual(PERSON.x / ROOM.width);
  expect(first.unknown!.height).toBeGreaterThan(0.6);
  expect(first.seenOfHole).toBe(0);
  watch.guessed();
  const second = watch.run(roomPicture({ seed: 2 }), personMask(PERSON), FRAME, false);
  expect(second.unknown).toBeUndefined();
  expect(second.unseen).toBeDefined();
  expect(second.seenOfHole).toBe(0);
});

test('what was seen before the person came is known', () => {
  const { show } = watching();
  const view = show({}, PERSON);
  expect(view.unseen).toBeUndefined();
  expect(view.seenOfHole).toBe(1);
  expect(view.seenOfFrame).toBe(1);
  expect(view.carries).toEqual([]);
});

test('slowly changing light is followed', () => {
  const { show } = watching();
  let view = show({}, PERSON);
  for (let i = 0; i <= 20; i++) {
    view = show({ light: (value) => value * (1 + 0.003 * i) }, PERSON);
  }
  const { gain, offset } = view.light.light;
  expect(Math.abs(gain[1] * 120 + offset[1] - 120 * 1.06)).toBeLessThan(1.5);
});

test('a moved camera is followed, and its motion reported in px of the frame', () => {
  const { show } = watching();
  const view = show({ motion: { x: 1.5, y: 0.5, angle: 0, scale: 1 } }, PERSON);
  const [first] = view.carries;
  expect(first?.carry.relight).toBe(false);
  expect(first!.carry.motion.x / SCALE).toBeCloseTo(1.5, 0.9);
  expect(first!.carry.motion.y / SCALE).toBeCloseTo(0.5, 0.9);
  expect(view.forgotten).toBeUndefined();
  expect(show({ motion: { x: 1.5, y: 0.5, angle: 0, scale: 1 } }, PERSON).carries).toEqual([]);
});

test('when the camera shows something else, the room is forgotten and a notice says so', () => {
  const { show } = watching();
  const view = show({ motion: { x: 60, y: 30, angle: 0.3, scale: 1 } }, PERSON);
  expect(view.forgotten).toMatch(/camera/);
  expect(view.unknown).toBeDefined();
  expect(view.seenOfHole).toBe(0);
});

test('switching off a lamp relights the plate, and nothing is forgotten', () => {
  const { show } = watching();
  show({}, PERSON);
  const off = { light: (value: number, _c: number, x: number) => value * (0.45 + x / 400) };
  const view = show(off, PERSON);
  expect(view.forgotten).toBeUndefined();
  expect(view.carries.some(({ carry }) => carry.relight)).toBe(true);
  expect(show(off, PERSON, 30).seenOfHole).toBe(1);
});

test.each([1.003, 0.997])('a camera that zooms by %d per frame is followed', (speed) => {
  const { show } = watching();
  let zoomed = 1; // of the plate, accumulated over the carries
  for (let i = 1; i <= 12; i++) {
    const scale = speed ** i;
    const view = show({ motion: { x: 0, y: 0, angle: 0, scale } }, PERSON);
    expect(view.forgotten).toBeUndefined();
    for (const { carry } of view.carries) zoomed *= carry.motion.scale;
    // The largest error allowed moves the picture's edge by one pixel.
    expect(Math.abs(scale / zoomed - 1)).toBeLessThan(1 / (ROOM.width / 2));
  }
});

test('everything in a wider margin is hidden, and nothing there is learned', () => {
  const seenWith = (margin: number) => {
    const watch = createWatch(ROOM.width, ROOM.height, SCALE);
    return watch.run(roomPicture(), personMask(PERSON), FRAME, false, { margin });
  };
  const [usual, wide] = [seenWith(0.009), seenWith(0.06)];
  const widerBy = Math.round(0.051 * ROOM.width); // px, on each side
  expect(ROOM.width * (wide.unknown!.width - usual.unknown!.width)).toBeCloseTo(2 * widerBy, -1);
  expect(wide.seenOfFrame).toBeLessThan(usual.seenOfFrame - 0.05);
});

test('the remembered room is in the last frame’s light, without the person in front of it', () => {
  const { watch, show } = watching();
  expect(createWatch(ROOM.width, ROOM.height, SCALE).remembered()).toBeUndefined();
  show({ light: (value) => 0.9 * value }, PERSON, 10);
  const { room, confidence } = watch.remembered()!;
  const empty = roomPicture({ light: (value) => 0.9 * value }).data;
  let worst = 0;
  for (let pixel = 0; pixel < confidence.length; pixel++) {
    expect(confidence[pixel]).toBeGreaterThan(0.9);
    worst = Math.max(worst, Math.abs(room[3 * pixel]! - empty[4 * pixel]!));
  }
  expect(worst).toBeLessThan(14); // the synthetic room's noise
  watch.forget();
  expect(watch.remembered()).toBeUndefined();
});

describe('zones', () => {
  /** The zone: x 20..60, y 20..60 of 160x120. */
  const ZONE: Zone = {
    kind: 'area',
    places: [
      [20 / 160, 20 / 120],
      [60 / 160, 20 / 120],
      [60 / 160, 60 / 120],
      [20 / 160, 60 / 120],
    ],
    radius: 0,
  };
  const isIn = (x: number, y: number) => x >= 20 && x < 60 && y >= 20 && y < 60;
  const at = (x: number, y: number) => 2 * (y * ROOM.width + x);
  /** The picture on somebody's screen, in the zone. */
  const screen = (x: number, y: number) => (isIn(x, y) ? ([250, 20, 20] as const) : undefined);

  function zoned() {
    const watch = createWatch(ROOM.width, ROOM.height, SCALE);
    let seed = 1;
    let zones: readonly Zone[] = [];
    const show = (options: RoomOptions = {}, frames = 1, person?: typeof PERSON) => {
      let view = watch.run(roomPicture({ seed, ...options }), personMask(person), FRAME, false, {
        zones,
      });
      for (let i = 1; i < frames; i++) {
        const picture = roomPicture({ seed: seed + i, ...options });
        view = watch.run(picture, personMask(person), FRAME, false, { zones: view.zones });
      }
      seed += frames;
      zones = view.zones;
      return view;
    };
    return { show, set: (next: readonly Zone[]) => (zones = next) };
  }

  test('a zone is hidden and not learned, and what was known there stays known', () => {
    const { show, set } = zoned();
    show({}, 20);
    set([ZONE]);
    const view = show({ paint: screen }, 45); // 1.5 s: outside a zone it would become the room
    expect(view.hide.data[at(40, 40)]).toBe(255);
    expect(view.hide.data[at(40, 40) + 1]).toBe(255);
    expect(view.hide.data[at(100, 100)]).toBe(0);
    expect(view.unseen).toBeUndefined();
    expect(view.seenOfFrame).toBe(1);
    expect(view.seenOfHole).toBeUndefined(); // nobody hides anything
    set([]);
    const open = show({ paint: screen }, 1);
    expect(open.hide.data[at(40, 40)]).toBeLessThan(255);
    expect(show({ paint: screen }, 1).carries).toEqual([]); // the light is fitted to the room, not to the screen
  });

  test('a zone that was there from the start is filled entirely', () => {
    const { show, set } = zoned();
    set([ZONE]);
    const view = show({ paint: screen }, 10);
    expect(view.unknown!.x).toBeLessThanOrEqual(20 / 160);
    expect(view.unknown!.width).toBeGreaterThanOrEqual(40 / 160);
    expect(view.unknown!.width).toBeLessThan(50 / 160);
    expect(view.seenOfFrame).toBeGreaterThan(0.95); // zones are not counted
  });

  test('zones move with the camera', () => {
    const { show, set } = zoned();
    show({}, 20);
    set([ZONE]);
    show({}, 1);
    const moved = show({ motion: { x: 6, y: 3, angle: 0, scale: 1 } }, 3);
    const [x, y] = moved.zones[0]!.places[0]!;
    expect(x * 160).toBeCloseTo(26, -0.5);
    expect(y * 120).toBeCloseTo(23, -0.5);
    expect(moved.hide.data[at(63, 60)]).toBe(255);
  });

  test('a blank frame does not open a zone', () => {
    const { show, set } = zoned();
    show({}, 20);
    set([ZONE]);
    const blank = show({ light: () => 0, noise: 0 }, 1);
    expect(blank.isBlind).toBe(true);
    expect(blank.hide.data[at(40, 40)]).toBe(255);
  });

  test('a blank frame does not fill a zone', () => {
    const { show, set } = zoned();
    set([ZONE]);
    expect(show({ light: () => 0, noise: 0 }, 1).unknown).toBeUndefined();
    expect(show({}, 1).unknown).toBeDefined();
  });
});

test('a restored room is known again, even in a different light', () => {
  const { watch, show } = watching();
  const kept = watch.keep();
  watch.forget();
  show({ paint: () => [90, 40, 20] }, undefined, 3); // the kept copy must not change with the watch
  watch.restore(kept);
  const view = show({ light: (value) => 0.9 * value }, PERSON);
  expect(view.forgotten).toBeUndefined();
  expect(view.unseen).toBeUndefined();
  expect(view.seenOfHole).toBe(1);
  expect(view.carries[0]?.light.light.gain[1]).toBeCloseTo(0.9, 1);
});
