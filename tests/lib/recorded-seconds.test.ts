import { expect, test } from 'vitest';
import { recordedSeconds } from './recorded-seconds.ts';

const SHOWN = [20, 20.1, 20.3, 20.4, 20.5, 20.9, 21, 21.2];

test('each picture of a clip gets the moment that was shown', () => {
  const times = [0, 0.11, 0.2, 0.61, 0.7]; // from 20.3 on, slightly irregular
  expect(recordedSeconds(times, SHOWN)).toEqual([20.3, 20.4, 20.5, 20.9, 21]);
});

test('pictures missing from the clip do not shift the others', () => {
  expect(recordedSeconds([0, 0.2, 0.6, 0.9], SHOWN)).toEqual([20.3, 20.5, 20.9, 21.2]);
});

test('a clip’s start time does not matter', () => {
  expect(recordedSeconds([5, 5.1, 5.3], SHOWN)).toEqual([20, 20.1, 20.3]);
});

test('without shown pictures there is an error', () => {
  expect(() => recordedSeconds([0], [])).toThrow('No picture was shown');
});
