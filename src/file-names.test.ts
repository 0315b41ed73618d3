import { expect, test } from 'vitest';
import { quoted, seenName, withSeenName } from './file-names.ts';

test.each([
  ['holiday.mp4', 'holiday.mp4'],
  ['Ferien in Österreich 日本 👩‍👩‍👧.mp4', 'Ferien in Österreich 日本 👩‍👩‍👧.mp4'],
  ['holiday\u202e4pm.exe', 'holiday4pm.exe'],
  ['\u2066holi\u2069day\u200f\u061c.mp4', 'holiday.mp4'],
  ['two\nlines\u2028\u0000\u0085.mp4', 'twolines.mp4'],
  ['\u202e\u200b', 'a file without a name'],
])('%j is shown as %j', (name, seen) => {
  expect(seenName(name)).toBe(seen);
  expect(quoted(name)).toBe(`“${seen}”`);
});

test('a right-to-left name does not reorder the sentence around it', () => {
  expect(quoted('חופשה.mp4')).toBe('“\u2068חופשה.mp4\u2069”');
  expect(quoted('عطلة.mp4')).toBe('“\u2068عطلة.mp4\u2069”');
});

test('a file keeps its type, date and content under its visible name', async () => {
  const file = new File(['film'], 'a\u202e4pm', { type: 'video/mp4', lastModified: 5 });
  const seen = withSeenName(file);
  expect([seen.name, seen.type, seen.lastModified]).toEqual(['a4pm', 'video/mp4', 5]);
  expect(await seen.text()).toBe('film');
  const good = new File([], 'a.mp4');
  expect(withSeenName(good)).toBe(good);
});
