// People whom the room remembers as part of itself.
import { expect, test } from 'vitest';
import type { Remembered } from './finder-planes.ts';
import { createMistakenRoom } from './mistaken-room.ts';

const [WIDTH, HEIGHT] = [40, 30];
const inside = (i: number) => i % WIDTH >= 10 && i % WIDTH < 16 && i >= 5 * WIDTH && i < 20 * WIDTH;

const somebody = {
  data: new Uint8Array(WIDTH * HEIGHT).map((_, i) => (inside(i) ? 255 : 0)),
  width: WIDTH,
  height: HEIGHT,
};

/**
 * A grey room, known except where the test says otherwise; the frame shows it, with or without somebody white.
 */
function remembered(isThere: boolean, isKnown: (i: number) => boolean = () => true): Remembered {
  return {
    width: WIDTH,
    height: HEIGHT,
    seenFrom: 0.2,
    room: new Float32Array(3 * WIDTH * HEIGHT).fill(100),
    confidence: new Float32Array(WIDTH * HEIGHT).map((_, i) => (isKnown(i) ? 1 : 0)),
    frame: new Uint8ClampedArray(4 * WIDTH * HEIGHT).map((_, i) =>
      isThere && inside(Math.floor(i / 4)) ? 250 : 100,
    ),
  };
}

/** The finding after two identical results in a row. */
function find(mask: typeof somebody, room: Remembered, found?: typeof somebody) {
  const mistakenRoom = createMistakenRoom();
  const result = () => ({ mask, picture: { ...mask, data: room.frame } });
  mistakenRoom.find(result(), room, found);
  return mistakenRoom.find(result(), room, found);
}

test('a person who looks just like the remembered room is part of it', () => {
  const mistaken = find(somebody, remembered(false));
  expect(mistaken?.every((is, i) => is === (inside(i) ? 1 : 0))).toBe(true);
});

test('a person in front of the room is not, nor is one in front of unknown parts', () => {
  expect(find(somebody, remembered(true))).toBeUndefined();
  expect(
    find(
      somebody,
      remembered(false, (i) => !inside(i)),
    ),
  ).toBeUndefined();
});

test('a person who looks like the room, but whom the finder sees in front of it, is not', () => {
  const unsure = { ...somebody, data: somebody.data.map((value) => value >> 2) };
  expect(find(somebody, remembered(false), somebody)).toBeUndefined();
  expect(find(somebody, remembered(false), unsure)).toBeDefined();
});

test('a single result is not enough, however many frames it applies to', () => {
  const mistakenRoom = createMistakenRoom();
  const room = remembered(false);
  const result = { mask: somebody, picture: { ...somebody, data: room.frame } };
  for (let i = 0; i < 3; i++) expect(mistakenRoom.find(result, room)).toBeUndefined();
  const nobody = { ...result.mask, data: new Uint8Array(WIDTH * HEIGHT) };
  mistakenRoom.find({ mask: nobody, picture: { ...result.picture } }, room);
  expect(mistakenRoom.find({ ...result, picture: { ...result.picture } }, room)).toBeUndefined();
  expect(mistakenRoom.find({ ...result, picture: { ...result.picture } }, room)).toBeDefined();
});

test('with nobody there, nothing is mistaken', () => {
  const nobody = { ...somebody, data: new Uint8Array(WIDTH * HEIGHT) };
  expect(find(nobody, remembered(false))).toBeUndefined();
});
