// Follows one thing through synthetic frames.
import { expect, test } from 'vitest';
import { ROOM, roomPicture, type RoomOptions } from '../../frame/test-room.ts';
import { followThing } from './follow-thing.ts';
import { shapeOf } from './shape.ts';

const { width, height } = ROOM;
const NOBODY = new Uint8Array(width * height);
const BOX = { x: 40, y: 30, width: 12, height: 15 };

interface Scene extends RoomOptions {
  /** The thing's upper left corner; absent: it is not in the frame. */
  at?: readonly [x: number, y: number];
}

let seed = 1;
function frame({ at, ...options }: Scene) {
  const isIn = (x: number, y: number) =>
    at !== undefined && x >= at[0] && x < at[0] + BOX.width && y >= at[1] && y < at[1] + BOX.height;
  const paint = (x: number, y: number) => {
    if (!isIn(x, y)) return undefined;
    return (x - Math.floor(at![0])) % 6 < 3 ? ([200, 60, 40] as const) : ([150, 40, 90] as const);
  };
  return roomPicture({ noise: 3, seed: seed++, paint, ...options });
}

function begin() {
  const data = new Uint8Array(width * height);
  for (let y = BOX.y; y < BOX.y + BOX.height; y++) {
    data.fill(1, y * width + BOX.x, y * width + BOX.x + BOX.width);
  }
  const thing = followThing(shapeOf(data, width, height), frame({ at: [BOX.x, BOX.y] }));
  const look = (scene: Scene, covered = NOBODY, gain = 1) => {
    thing.follow(frame(scene), covered, gain);
    return thing;
  };
  return { thing, look };
}

test('a still thing stays where it is, without jitter', () => {
  const { thing, look } = begin();
  for (let i = 0; i < 20; i++) look({ at: [BOX.x, BOX.y] });
  expect(thing.sight).toBe('found');
  expect(thing.place).toEqual({ x: 0, y: 0 });
});

test('a thing is followed when it moves slowly, quickly, or with a sudden jerk', () => {
  const { thing, look } = begin();
  const way = (i: number) => 40 * (1 - Math.cos(i / 8)); // up to 5 cells per frame
  for (let i = 1; i <= 24; i++) {
    look({ at: [BOX.x + Math.round(way(i)), BOX.y + Math.round(0.3 * i)] });
    expect(thing.sight).toBe('found');
    expect(Math.abs(thing.place.x - Math.round(way(i)))).toBeLessThan(0.7);
    expect(Math.abs(thing.place.y - Math.round(0.3 * i))).toBeLessThan(0.7);
  }
  look({ at: [BOX.x + 90, BOX.y + 16] });
  expect(thing.sight).toBe('found');
  expect(Math.abs(thing.place.x - 90)).toBeLessThan(0.7);
});

test('a thing is not lost in slow or sudden changes of the light', () => {
  const { thing, look } = begin();
  for (let i = 0; i < 30; i++) {
    look({ at: [BOX.x, BOX.y], light: (value) => value * (1 - 0.004 * i) }); // by its own shading alone
  }
  expect(thing.sight).toBe('found');
  look({ at: [BOX.x + 6, BOX.y], light: (value) => 0.5 * value }, NOBODY, 0.56);
  expect(thing.sight).toBe('found');
  expect(thing.place.x).toBeCloseTo(6, 0);
});

test('a thing behind a person keeps its place; once they move on, it is found or lost', () => {
  const { thing, look } = begin();
  const body = NOBODY.slice();
  for (let y = 20; y < 110; y++) body.fill(1, y * width + 35, y * width + 60);
  const dark = (x: number, y: number) =>
    x >= 35 && x < 60 && y >= 20 && y < 110 ? ([30, 30, 35] as const) : undefined;
  for (let i = 0; i < 10; i++) look({ paint: dark }, body);
  expect(thing.sight).toBe('covered');
  expect(thing.place).toEqual({ x: 0, y: 0 });
  look({ at: [BOX.x, BOX.y] });
  expect(thing.sight).toBe('found');
  look({});
  expect(thing.sight).toBe('lost');
  expect(thing.place).toEqual({ x: 0, y: 0 }); // its last place
});

test('a lost thing is found again wherever it reappears', () => {
  const { thing, look } = begin();
  for (let i = 0; i < 5; i++) look({});
  expect(thing.sight).toBe('lost');
  for (let i = 0; i < 28; i++) look({ at: [130, 90] });
  expect(thing.sight).toBe('found');
  expect(thing.place.x).toBeCloseTo(90, 0);
  expect(thing.place.y).toBeCloseTo(60, 0);
});

test('a thing that leaves the picture is lost, not kept at the edge as if covered', () => {
  const { thing, look } = begin();
  for (let i = 1; i <= 16; i++) look({ at: [BOX.x - 4 * i, BOX.y] });
  expect(thing.sight).toBe('lost');
});
