import { expect, test } from 'vitest';
import { roomErrors } from './room.ts';
import { greyPicture } from './test-pictures.ts';

const [WIDTH, HEIGHT] = [10, 10];
const clean = greyPicture(WIDTH, HEIGHT, () => 100);
/** The person stands in the left half. */
const input = greyPicture(WIDTH, HEIGHT, (x) => (x < 5 ? 220 : 102));

test('a perfect cloak misses nothing and changes nothing', () => {
  const output = greyPicture(WIDTH, HEIGHT, (x) => (x < 5 ? 101 : 102));
  expect(roomErrors({ input, output, clean })).toEqual({ missed: 0, falseRemoval: 0 });
});

test('pixels that still show the person are missed', () => {
  const output = greyPicture(WIDTH, HEIGHT, (x) => (x < 2 ? 220 : 100));
  expect(roomErrors({ input, output, clean })).toEqual({ missed: 0.2, falseRemoval: 0 });
});

test('room that was painted over counts as false removal', () => {
  const output = greyPicture(WIDTH, HEIGHT, (x) => (x < 8 ? 140 : 102));
  expect(roomErrors({ input, output, clean }).falseRemoval).toBeCloseTo(0.3);
});
