import { expect, test } from 'vitest';
import { createJudge, type Look } from './picture-proof.ts';

/** Two slopes offset by half their length differ everywhere. */
const slope = (offset: number): Look => Array.from({ length: 192 }, (_, i) => (i + offset) % 192);
const flat = (value: number): Look => Array<number>(192).fill(value);

/** @returns the result for each pair */
function judgeAll(pairs: [frame: Look, canvas: Look][]) {
  const { judge } = createJudge();
  return pairs.map(([frame, canvas]) => judge(frame, canvas));
}

test('a picture that follows its frames passes', () => {
  expect(judgeAll([0, 96, 0, 96].map((at) => [slope(at), slope(at)]))).toEqual(
    Array(4).fill(undefined),
  );
});

test('a canvas that stays black is reported', () => {
  expect(judgeAll([0, 1, 2].map((at) => [slope(at), flat(0)])).at(-1)).toContain('black');
});

test('a black frame may be black', () => {
  expect(judgeAll([0, 1, 2].map(() => [flat(0), flat(0)]))).toEqual(Array(3).fill(undefined));
});

test('a canvas that freezes while the frames change is reported', () => {
  expect(judgeAll([0, 96, 0, 96].map((at) => [slope(at), slope(5)])).at(-1)).toContain('froze');
});

test('the room behind a moving person may stay the same', () => {
  const person = (at: number) => slope(0).map((value, i) => (i >= at && i < at + 40 ? 10 : value));
  const pairs = [0, 60, 120, 30].map((at): [Look, Look] => [person(at), slope(0)]);
  expect(judgeAll(pairs)).toEqual(Array(4).fill(undefined));
});

test('the known room may be shown while the camera is dark', () => {
  const pairs = [slope(0), flat(0), flat(2), flat(0)].map((frame): [Look, Look] => [
    frame,
    slope(0),
  ]);
  expect(judgeAll(pairs)).toEqual(Array(4).fill(undefined));
});
