import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isFilm, lookInto, problemOfFile } from './unplayable.ts';

const FILM = readFileSync('public/demo/demo.webm');
const film = (name: string, type: string) => new File([FILM], name, { type });

test.each([
  ['cam.ts', ''],
  ['cam.ts', 'text/vnd.trolltech.linguist'],
  ['cam.ts', 'video/mp2t'],
  ['holiday', 'application/octet-stream'],
  ['photo.jpg', 'image/jpeg'],
])('the content decides whether %s of type "%s" is a film', async (name, type) => {
  expect(await isFilm(film(name, type))).toBe(true);
  expect(await isFilm(new File(['hello'], name, { type }))).toBe(false);
});

test('a film that cannot play live can be cloaked as a whole', async () => {
  const file = film('cam.ts', 'text/vnd.trolltech.linguist');
  const look = async () => ({ film: { canBeDecoded: true }, hasSound: true });
  const problem = await problemOfFile(file, look);
  expect(problem).toMatchObject({ kind: 'whole-only', film: file });
  expect(`${problem.happened} ${problem.remedy}`).toBe(
    'This browser cannot play “cam.ts” live. It can be cloaked as a whole film, frame by frame.',
  );
});

test.each([
  { what: 'an empty file', file: new File([], 'a.mp4', { type: 'video/mp4' }), kind: 'empty' },
  {
    what: 'a text',
    file: new File(['Dear'], 'a.txt', { type: 'text/plain' }),
    kind: 'not-a-video',
  },
  { what: 'a photo', file: new File(['?'], 'a.heic', { type: 'image/heic' }), kind: 'picture' },
  {
    what: 'a broken video',
    file: new File(['?'], 'a.mp4', { type: 'video/mp4' }),
    kind: 'undecodable',
  },
  { what: 'something unknown', file: new File(['?'], 'a.avi'), kind: 'undecodable' },
])('the problem with $what names the file', async ({ file, kind }) => {
  const problem = await problemOfFile(file);
  expect(problem.kind).toBe(kind);
  expect(problem.happened).toContain(`“${file.name}”`);
  expect(problem.film).toBeUndefined();
});

test.each([
  [{ film: { canBeDecoded: false }, hasSound: true }, 'undecodable'],
  [{ hasSound: true }, 'sound'],
])('%j is %s', async (content, kind) => {
  const problem = await problemOfFile(film('a.mp4', 'video/mp4'), async () => content);
  expect(problem.kind).toBe(kind);
});

test('a file that disappeared is recognised', async () => {
  const file = new File(['?'], 'holiday');
  Object.defineProperty(file, 'slice', {
    value: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) }),
  });
  expect(await problemOfFile(file)).toMatchObject({ kind: 'gone' });
});

test('a file that never answers does not block', async () => {
  const stuck = new File([FILM], 'a.webm');
  const never = { arrayBuffer: () => new Promise(() => {}), stream: () => new ReadableStream() };
  Object.defineProperty(stuck, 'slice', { value: () => never });
  expect(await lookInto(stuck, 50)).toEqual({ hasSound: false });
});
