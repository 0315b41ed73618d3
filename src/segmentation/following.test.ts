// Who stays hidden while missed, and who is kept, in synthetic scenes with exact truth.
import { expect, test } from 'vitest';
import { createRandom, personMask, ROOM, roomPicture } from '../frame/test-room.ts';
import { createFollowing, type Followed } from './following.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { keepOne } from './test-meetings.ts';
import { dressed, madeFrame, type Figure, type MadeFrame } from './test-people.ts';

const { width, height } = ROOM;
const STEADY = { edge: 0.5, missed: 0 };
const RATE = 10;
const SCENES = 20;

const NOBODY: PersonMask = { data: new Uint8Array(16), width: 4, height: 4 };

/** A scene that continues frame by frame, as long as the test wants. */
function scene(figures: readonly Figure[]) {
  const following = createFollowing();
  const random = createRandom(3);
  let time = 0;
  let frame!: MadeFrame;
  let followed!: Followed;
  const on = (
    seconds: number,
    change = (mask: PersonMask): PersonMask => mask,
    { rate = RATE, furniture }: { rate?: number; furniture?: Uint8Array } = {},
  ) => {
    const end = time + seconds - 1e-6;
    while (time < end) {
      frame = madeFrame(figures, time, 1 / rate, random, STEADY);
      followed = following.run(change(frame.mask), frame.picture, frame.seconds, furniture);
      time += 1 / rate;
    }
  };
  return {
    following,
    on,
    /** The share of the figure's visible cells that the mask hides, and the share that is kept. */
    hidden: (figure: number) => shareOf(frame, figure, (cell) => isMasked(followed.mask, cell)),
    kept: (figure: number) => shareOf(frame, figure, (cell) => followed.kept?.[cell] === 1),
    masked: () => followed.mask.data.some((value) => value > 60),
    /** The share of the given cells that the mask hides. */
    maskedOf: (cells: Uint8Array) => {
      const all = [...cells.keys()].filter((cell) => cells[cell]);
      return all.filter((cell) => isMasked(followed.mask, cell)).length / all.length;
    },
  };
}

function isMasked({ data, ...size }: PersonMask, cell: number): boolean {
  const x = Math.floor((((cell % width) + 0.5) * size.width) / width);
  const y = Math.floor(((Math.floor(cell / width) + 0.5) * size.height) / height);
  return data[y * size.width + x]! > 60;
}

function shareOf({ truth }: MadeFrame, figure: number, is: (cell: number) => boolean): number {
  let all = 0;
  let some = 0;
  truth.forEach((whose, cell) => {
    if (whose !== figure) return;
    all++;
    if (is(cell)) some++;
  });
  return all > 0 ? some / all : 0;
}

const without = ({ width: w, height: h, data }: PersonMask): PersonMask => ({
  width: w,
  height: h,
  data: new Uint8Array(data.length),
});

/** Walks in from the left, stands for a while, and leaves to the right. */
function comer(stands: number, goesAt: number): Figure {
  const walk = (time: number) => Math.min(stands, 10 + 30 * time) + 40 * Math.max(0, time - goesAt);
  return dressed(5, 70, (time) => [walk(time), 110]);
}

test('a person who sits still and is missed stays hidden for minutes, until they leave', () => {
  const { on, hidden, masked } = scene([comer(70, 123)]);
  on(3);
  expect(hidden(1)).toBeGreaterThan(0.95);
  on(120, without, { rate: 2 });
  expect(hidden(1)).toBeGreaterThan(0.9);
  on(2, without); // they leave after the first second
  expect(masked()).toBe(false);
});

test('a thing that was mistaken for a person and never moved is released', () => {
  const { on, hidden, masked } = scene([dressed(5, 70, () => [70, 110])]);
  on(10);
  expect(hidden(1)).toBeGreaterThan(0.95);
  on(0.5, without);
  expect(masked()).toBe(false);
});

/** The cells of a carpet in front of a person who walks from x = 40 to 85. */
const CARPET = Uint8Array.from({ length: width * height }, (_, cell) =>
  cell % width >= 110 && Math.floor(cell / width) >= 70 ? 1 : 0,
);

const withCarpet = ({ data, ...size }: PersonMask): PersonMask => ({
  ...size,
  data: data.map((value, px) => {
    const x = Math.floor(((px % size.width) * width) / size.width);
    const y = Math.floor((Math.floor(px / size.width) * height) / size.height);
    return CARPET[y * width + x] || (y >= 100 && x >= 40) ? 255 : value; // it reaches their feet
  }),
});

test('a carpet that was taken for a part of somebody who moves is released once it is ruled out', () => {
  const { on, maskedOf, hidden } = scene([dressed(5, 70, (time) => [40 + 15 * time, 110])]);
  on(3, withCarpet);
  expect(maskedOf(CARPET)).toBeGreaterThan(0.95);
  on(0.2, undefined, { furniture: CARPET });
  expect(maskedOf(CARPET)).toBeLessThan(0.05);
  expect(hidden(1)).toBeGreaterThan(0.95);
});

test('somebody who came in and stands still stays hidden, even if they are ruled out by mistake', () => {
  const { on, hidden } = scene([comer(70, 30)]);
  on(3);
  on(2, without, { furniture: new Uint8Array(width * height).fill(1) });
  expect(hidden(1)).toBeGreaterThan(0.9);
});

test('legs that belonged to a person stay hidden while they are missed', () => {
  const { on, hidden } = scene([comer(70, 30)]);
  on(3);
  on(15, ({ data, ...size }) => {
    const upper = data.slice();
    upper.fill(0, Math.round((80 / height) * size.height) * size.width);
    return { data: upper, ...size };
  });
  expect(hidden(1)).toBeGreaterThan(0.9);
});

test('a walking person who is missed in a few frames stays hidden', () => {
  const { on, hidden } = scene([dressed(5, 70, (time) => [30 + 20 * time, 110])]);
  on(2);
  on(0.3, without);
  expect(hidden(1)).toBeGreaterThan(0.85);
});

const two = () => [
  dressed(5, 70, (time) => [Math.max(45, 45 + 20 * Math.min(2, time - 4)), 110]), // comes nearer after 4 s
  dressed(9, 70, (time) => [110 - 20 * Math.max(0, Math.min(1.5, time - 6)), 110]), // they touch until 10 s
];

test('chosen people are kept, others are not, and everybody can be hidden again', () => {
  const { on, following, hidden, kept } = scene(two());
  on(1);
  expect(following.people.map(({ isKept }) => isKept)).toEqual([false, false]);
  const [left] = following.people;
  following.choose({ kind: 'keep', ids: left!.ids });
  on(1);
  expect([hidden(1), hidden(2)]).toEqual([0, expect.closeTo(1, 1)]);
  expect([kept(1), kept(2)]).toEqual([expect.closeTo(1, 1), 0]);
  expect(following.people[0]).toMatchObject({ isKept: true, isShown: true });
  following.choose({ kind: 'only', ids: left!.ids });
  on(0.5);
  expect([hidden(1), hidden(2)]).toEqual([expect.closeTo(1, 1), 0]);
  following.choose({ kind: 'everybody' });
  on(0.1);
  expect([hidden(1), hidden(2)]).toEqual([expect.closeTo(1, 1), expect.closeTo(1, 1)]);
});

test('a kept person is hidden while they touch one who is not', () => {
  const { on, following, hidden, kept } = scene(two());
  on(1);
  following.choose({ kind: 'keep', ids: following.people[0]!.ids });
  on(7);
  expect(hidden(1)).toBeGreaterThan(0.9);
  expect([kept(1), kept(2)]).toEqual([0, 0]);
});

test('a kept person who was lost for more than a second is hidden when they return', () => {
  const still = [dressed(5, 70, (time) => [45 + 4 * Math.sin(3 * time), 110])]; // moves, so that they do not count as staying
  const { on, following, hidden, kept } = scene(still);
  on(1);
  following.choose({ kind: 'keep', ids: following.people[0]!.ids });
  on(1);
  on(0.4, without);
  on(0.5);
  expect(kept(1)).toBeGreaterThan(0.9); // lost only briefly
  following.run(NOBODY, madeFrame([], 0, 0.1, createRandom(1), STEADY).picture, 0.1);
  for (let i = 0; i < 12; i++) {
    following.run(NOBODY, madeFrame([], 0, 0.1, createRandom(i), STEADY).picture, 0.1);
  }
  on(0.5);
  expect([hidden(1), kept(1)]).toEqual([expect.closeTo(1, 1), 0]);
});

test('after a cut everybody is hidden', () => {
  const { on, following, hidden } = scene(two());
  on(1);
  following.choose({ kind: 'keep', ids: following.people[0]!.ids });
  on(0.5);
  expect(hidden(1)).toBe(0);
  const other = madeFrame([], 0, 0.1, createRandom(1), STEADY).picture;
  for (let i = 0; i < other.data.length; i++) other.data[i] = (37 * (i >> 6)) % 256;
  following.run(NOBODY, other, 0.1);
  on(0.1);
  expect(hidden(1)).toBeGreaterThan(0.9);
});

test('in synthetic meetings hidden people never show, and kept people show again once apart', () => {
  let shown = 0;
  for (let seed = 201; seed <= 200 + SCENES; seed++) {
    const { isOtherKept, isKept } = keepOne(seed);
    expect(isOtherKept).toBe(false);
    if (isKept) shown++;
  }
  expect(shown).toBeGreaterThan(0.8 * SCENES);
}, 300_000);

/** Two boxes side by side. @param gap between them, cells */
function twoBoxes(gap: number): PersonMask {
  const left = personMask({ x: 40, y: 30, width: 20, height: 60 });
  const right = personMask({ x: 60 + gap, y: 30, width: 20, height: 60 });
  return { ...left, data: left.data.map((value, i) => Math.max(value, right.data[i]!)) };
}

test('a kept person is hidden while another is very near, and shown once they are apart', () => {
  const following = createFollowing();
  const isKeptAt = (gap: number) => {
    let kept: Followed['kept'];
    for (let i = 0; i < 4; i++) kept = following.run(twoBoxes(gap), roomPicture(), 0.1).kept;
    return [45, 75].map((x) => kept?.[60 * width + x] === 1);
  };
  isKeptAt(8);
  following.choose({ kind: 'keep', ids: following.people[0]!.ids });
  expect(isKeptAt(8)).toEqual([true, false]);
  expect(isKeptAt(1)).toEqual([false, false]);
  expect(following.people[0]).toMatchObject({ isKept: true, isShown: false });
  expect(isKeptAt(8)).toEqual([true, false]);
});

test('two people dressed alike are both hidden after they meet', () => {
  const towards = (from: number, speed: number) =>
    dressed(5, 70, (time) => [from + speed * Math.max(0, time - 1), 110]);
  const { on, following, kept } = scene([towards(35, 30), towards(125, -30)]);
  on(1);
  following.choose({ kind: 'keep', ids: following.people[0]!.ids });
  on(1);
  expect(kept(1)).toBeGreaterThan(0.9);
  on(2);
  expect(following.people).toHaveLength(2); // apart
  expect([kept(1), kept(2)]).toEqual([0, 0]);
});
