// Once the watch knows the room, frames that show nothing of it teach it nothing.
import { describe, expect, test } from 'vitest';
import { isBlank } from './blank.ts';
import { createBlindNotice } from './blind-notice.ts';
import { createRepeats } from './repeats.ts';
import type { SmallPicture } from '../../frame/small-picture.ts';
import {
  createRandom,
  personMask,
  ROOM,
  roomPicture,
  type RoomOptions,
} from '../../frame/test-room.ts';
import { isTestCard } from './drawn-card.ts';
import type { RoomView } from './room-view.ts';
import { createWatch } from './watch.ts';

const FRAME = 1 / 5;
const PERSON = { x: 60, y: 40, width: 30, height: 80 };
const dark = (share: number) => (value: number) => share * value;
const one =
  (...colour: [number, number, number]) =>
  (_: number, channel: number) =>
    colour[channel]!;

/** Pictures are slow to make, so three of a kind are reused. */
const made = new Map<RoomOptions, SmallPicture[]>();
function pictureOf(options: RoomOptions, i: number): SmallPicture {
  const pictures = made.get(options) ?? [];
  made.set(options, pictures);
  return (pictures[i % 3] ??= roomPicture({ seed: 100 + (i % 3), ...options }));
}

const BRIGHT: RoomOptions = {};

/**
 * A watch that has seen the empty room and then a person; `hiddenValue` tracks a hidden pixel of the plate.
 */
function watching() {
  const watch = createWatch(ROOM.width, ROOM.height, 4);
  let shown = 0;
  const hiddenValue = { plate: 120, shown: 120, wasForgotten: false };
  const show = (options = BRIGHT, person: typeof PERSON | 'nobody' = PERSON, seconds = FRAME) => {
    const picture = pictureOf(options, shown++);
    const mask = personMask(person === 'nobody' ? undefined : person);
    const view = watch.run(picture, mask, seconds, false);
    const at = 4 * (10 * 20 + 9); // a cell of the field behind the person
    const lit = (value: number, { light, field }: RoomView['light']) =>
      (light.gain[1] * value + light.offset[1]) * (1 + (field.data[at + 1] ?? 0));
    for (const { light, carry } of view.carries) {
      if (carry.relight) hiddenValue.plate = lit(hiddenValue.plate, light);
    }
    hiddenValue.shown = lit(hiddenValue.plate, view.light);
    if (view.forgotten) hiddenValue.wasForgotten = true;
    return view;
  };
  for (let i = 0; i < 8; i++) show(BRIGHT, 'nobody');
  for (let i = 0; i < 3; i++) show();
  return { show, hiddenValue };
}

const isHidden = ({ hide }: RoomView) => hide.data.every((value) => value === 255);

describe.each([
  ['black', { light: dark(0), noise: 0 }],
  ['the black of limited range', { light: one(16, 16, 16), noise: 0.3 }],
  ['a covered sensor’s noise', { light: one(22, 20, 26), noise: 6 }],
  [
    'a covered sensor that glows in a corner',
    { light: (_: number, __: number, x: number) => 10 + x / 16, noise: 3 },
  ],
  ['a driver’s blue', { light: one(0, 0, 255), noise: 0 }],
  ['grey', { light: one(128, 128, 128), noise: 0.3 }],
  ['white', { light: one(255, 255, 255), noise: 0 }],
])('%s', (_name, nothing: RoomOptions) => {
  test('is not learned, whatever the mask says', () => {
    const { show, hiddenValue } = watching();
    for (let i = 0; i < 8; i++) {
      const view = show(nothing, i % 2 ? 'nobody' : PERSON);
      expect(view.isBlind).toBe(true);
      expect(isHidden(view)).toBe(true);
      expect(view.carries).toEqual([]);
      expect(view.unknown).toBeUndefined();
      expect(view.unseenPixels).toBe(0);
    }
    const back = show();
    expect(back).toMatchObject({ isBlind: false, seenOfHole: 1, forgotten: undefined });
    expect(Math.abs(hiddenValue.shown - 120)).toBeLessThan(3);
    expect(show(BRIGHT, 'nobody').seenOfFrame).toBe(1);
  });
});

test.each([
  ['to black', (share: number) => dark(share)],
  ['to white', (share: number) => (value: number) => share * value + (1 - share) * 255],
  ['to grey', (share: number) => (value: number) => share * value + (1 - share) * 110],
])('a fade %s and back leaves the room as it was', (_name, at) => {
  for (const frames of [3, 10]) {
    const { show, hiddenValue } = watching();
    const shares = Array.from({ length: frames }, (_, i) => 1 - (i + 1) / frames);
    for (const share of [
      ...shares,
      ...Array<number>(8).fill(0),
      ...shares.reverse(),
      1,
      1,
      1,
      1,
      1,
      1,
    ]) {
      show({ light: at(share) });
    }
    expect(hiddenValue.wasForgotten).toBe(false);
    expect(Math.abs(hiddenValue.shown - 120)).toBeLessThan(6);
    expect(show().seenOfHole).toBe(1);
  }
});

test('black first frames are not learned as the room', () => {
  const watch = createWatch(ROOM.width, ROOM.height, 4);
  for (let i = 0; i < 20; i++) {
    const view = watch.run(roomPicture({ light: dark(0), noise: 1 }), personMask(), FRAME, false);
    expect(view.seenOfFrame).toBe(0);
  }
  const first = watch.run(roomPicture(), personMask(PERSON), FRAME, false);
  expect(first.unknown).toBeDefined();
  expect(first.seenOfHole).toBe(0);
});

test('what was seen while the light faded in is learned again', () => {
  const watch = createWatch(ROOM.width, ROOM.height, 4);
  let seen: RoomView | undefined;
  for (let i = 0; i <= 20; i++) {
    const light = dark(Math.min(1, i / 15));
    seen = watch.run(
      roomPicture({ light, seed: i + 1 }),
      personMask(i < 5 ? undefined : PERSON),
      FRAME,
      false,
    );
  }
  expect(seen!.seenOfHole).toBeLessThan(0.1);
});

test('a room that stays dark is eventually learned', () => {
  const { show } = watching();
  const dim = { light: dark(0.2) };
  for (let i = 0; i < 31; i++) show(dim, PERSON, 1);
  expect(show(dim).isBlind).toBe(false);
});

test('a camera that starts overexposed is not taken for dark once its exposure settles', () => {
  const watch = createWatch(ROOM.width, ROOM.height, 4);
  const bright = { light: (value: number) => 243 + value / 20 };
  const usual = { light: (value: number) => 0.4 * value };
  for (let i = 0; i < 3; i++) watch.run(pictureOf(bright, i), personMask(), FRAME, false);
  expect(watch.run(pictureOf(usual, 0), personMask(), FRAME, false).isBlind).toBe(false);
});

test('a lamp that goes out is followed', () => {
  const { show } = watching();
  for (let i = 0; i < 5; i++) expect(show({ light: dark(0.4) }).isBlind).toBe(false);
});

test('another room is recognised as such, even in the dark', () => {
  const { show } = watching();
  const view = show({ motion: { x: 60, y: 30, angle: 0.3, scale: 1 }, light: dark(0.5) });
  expect(view.forgotten).toMatch(/camera/);
});

test('a test card is shown unchanged, and the room stays known', () => {
  const { show } = watching();
  const card = (x: number, y: number) =>
    Math.hypot(x - 80, y - 60) < 30 ? ([240, 240, 240] as const) : ([24, 28, 32] as const);
  for (let i = 0; i < 12; i++) {
    const view = show({ paint: card, noise: 0 }, 'nobody');
    expect(view.forgotten).toBeUndefined();
    expect(view.isBlind).toBe(false);
    expect(view.hide.data.every((value, at) => value === (at % 2 ? 255 : 0))).toBe(true);
  }
  expect(show().seenOfHole).toBe(1);
});

test('a drawn film is not taken for a test card for long', () => {
  const { show } = watching();
  const card = (x: number) => (x > 80 ? ([240, 240, 240] as const) : ([24, 28, 32] as const));
  const drawn = { paint: card, noise: 0 };
  let forgotten: string | undefined;
  for (let i = 0; i < 12; i++) forgotten ??= show(drawn, 'nobody', 1).forgotten;
  expect(forgotten).toMatch(/camera/);
});

test('a plain wall, a dim room and a real picture are neither blank nor a card', () => {
  const plain = (x: number) => [200 + x / 16, 200 + x / 16, 190 + x / 16] as const;
  const random = createRandom(4);
  for (const options of [{ paint: plain }, { light: dark(0.15), noise: 1 }, {}]) {
    const picture = roomPicture({ seed: Math.floor(1000 * random()), ...options });
    expect(isBlank(picture)).toBe(false);
    expect(isTestCard(picture)).toBe(false);
  }
});

test('a frozen picture counts for two seconds', () => {
  const repeats = createRepeats();
  const still = roomPicture();
  const again = () => repeats.count({ ...still, data: still.data.slice() }, 0.5);
  expect([again(), again(), again(), again(), again(), again(), again()]).toEqual([
    0.5, 0.5, 0.5, 0.5, 0.5, 0, 0,
  ]);
  expect(repeats.count(roomPicture({ seed: 2 }), 0.5)).toBe(0.5);
});

test('in a slow film the first repeat counts, however long it lasts', () => {
  const repeats = createRepeats();
  const again = () => repeats.count(roomPicture(), 5);
  expect([again(), again(), again()]).toEqual([5, 5, 0]);
});

test('a blank source is reported, and reported again while it lasts', () => {
  const said: string[] = [];
  const notice = createBlindNotice((sentence) => said.push(sentence));
  const blind = { isBlind: true, seenOfFrame: 1 };
  notice.note(blind, 0.3);
  notice.note({ ...blind, isBlind: false }, 0.3);
  notice.note(blind, 0.3);
  expect(said).toEqual([]);
  for (let i = 0; i < 60; i++) notice.note(blind, 0.1);
  expect(said).toHaveLength(2);
  expect(said[0]).toMatch(/shows nothing/);
  notice.note({ ...blind, isBlind: false }, 0.1);
  for (let i = 0; i < 10; i++) notice.note({ ...blind, seenOfFrame: 0 }, 0.1);
  expect(said[2]).toMatch(/covered/);
});
