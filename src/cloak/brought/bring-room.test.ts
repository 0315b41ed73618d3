// What is taken from a picture of the room that the user adds.
import { expect, test } from 'vitest';
import { whereMissing } from './bring-room.ts';

const SIZE = { width: 40, height: 20 };

test('only unseen, trusted places are taken, and none near removed things', () => {
  const trusted = new Uint8Array(800).fill(1);
  trusted[0] = 0;
  const confidence = new Float32Array(800);
  confidence[1] = 0.9;
  confidence[2] = 0.1; // guessed
  const things = new Uint8Array(800);
  things[10 * 40 + 30] = 1;
  const missing = whereMissing(trusted, SIZE, confidence, things);
  expect([...missing.slice(0, 3)]).toEqual([0, 0, 1]);
  expect(missing[10 * 40 + 30]).toBe(0);
  expect(missing[10 * 40 + 24]).toBe(0);
  expect(missing[10 * 40 + 15]).toBe(1);
  expect(whereMissing(trusted, SIZE, confidence)[10 * 40 + 30]).toBe(1);
});
