import { expect, test } from 'vitest';
import { safeFileName } from './file-name.ts';

test.each([
  ['me: here/there?', 'me  here there.mp4'],
  [' ... ', 'Vanish.mp4'],
  ['', 'Vanish.mp4'],
  ['..hidden', 'hidden.mp4'],
  ['trip\u202e4pm.exe', 'trip 4pm.exe.mp4'], // would be displayed as "tripexe.mp4"
  ['\u2067a\u2069\u200fb\u061cc', 'a  b c.mp4'],
  ['a\u0000b\u001bc\u007fd\u009fe\nf', 'a b c d e f.mp4'],
  ['a\u200bb\ufeffc\u2028d', 'a b c d.mp4'],
  ['half \ud83d', 'half.mp4'],
  ['CON', 'CON_.mp4'],
  ['nul.txt', 'nul_.txt.mp4'],
  ['console', 'console.mp4'],
  ['Zoë 👩‍👩‍👧 日本 שלום', 'Zoë 👩‍👩‍👧 日本 שלום.mp4'],
])('%j is saved as %j', (name, saved) => {
  expect(safeFileName(name, 'mp4')).toBe(saved);
});

test.each(['a', 'ж', '日', '👩‍👩‍👧', 'é'])('a long name of %s is cut between characters', (one) => {
  const saved = safeFileName(one.repeat(300), 'webm');
  expect(new TextEncoder().encode(saved).length).toBeLessThanOrEqual(205);
  expect(saved.replace('.webm', '').replaceAll(one, '')).toBe('');
});
