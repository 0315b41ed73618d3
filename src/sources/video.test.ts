import { expect, test } from 'vitest';
import { problemOfFile } from './video.ts';

test.each([
  [new File([], 'nothing.mp4', { type: 'video/mp4' }), 'empty'],
  [new File(['hello'], 'letter.txt', { type: 'text/plain' }), 'not-a-video'],
  [new File(['hello'], 'photo.png', { type: 'image/png' }), 'not-a-video'],
])('$name is refused', (file, kind) => {
  const problem = problemOfFile(file);
  expect(problem?.kind).toBe(kind);
  expect(problem?.happened).toContain(file.name);
});

test('a file of unknown type is left to the decoder', () => {
  expect(problemOfFile(new File(['?'], 'holiday.mkv'))).toBeUndefined();
});
