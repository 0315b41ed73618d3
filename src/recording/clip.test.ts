import { expect, test } from 'vitest';
import { fileNameOf, nameByTime } from './clip.ts';

test('a clip’s default name says when it was made', () => {
  expect(nameByTime(new Date(2026, 2, 1, 4, 5, 9).getTime())).toBe('Vanish 2026-03-01 04.05.09');
});

test('a file name contains nothing that a file system refuses', () => {
  expect(fileNameOf({ name: 'me: here/there?', type: 'video/mp4' })).toBe('me  here there.mp4');
  expect(fileNameOf({ name: ' ... ', type: 'video/webm' })).toBe('Vanish.webm');
});
