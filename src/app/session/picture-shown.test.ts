import { expect, test } from 'vitest';
import { FakeSource, FRAME_DONE, STATS } from './fake-page.ts';
import { PictureShown } from './picture-shown.svelte.ts';

const SOURCE = new FakeSource('camera', { onLost: () => {} });

function shown() {
  const picture = new PictureShown();
  picture.hear(FRAME_DONE, SOURCE);
  picture.hear(STATS, SOURCE);
  return picture;
}

test('a drawn frame of the current source is a picture', () => {
  const picture = new PictureShown();
  picture.hear({ kind: 'frame-done' }, SOURCE);
  picture.hear(FRAME_DONE, undefined); // of the previous source
  expect(picture.ratio).toBeUndefined();
  picture.hear(FRAME_DONE, SOURCE);
  expect(picture.ratio).toBeCloseTo(4 / 3);
  expect(picture.isLive).toBe(true);
});

test.each([
  { kind: 'recovering', sentence: 'The device was lost.' },
  { kind: 'restarting', sentence: 'It broke.' },
] as const)('$kind covers the picture', (message) => {
  const picture = shown();
  picture.hear(message, SOURCE);
  expect([picture.ratio, picture.stats, picture.isLive]).toEqual([undefined, undefined, false]);
});

test('a new engine’s shutter is open; that of a recovering engine stays as it is', () => {
  const picture = shown();
  picture.hear({ kind: 'shutter', shows: 'room' }, SOURCE);
  picture.hear({ kind: 'recovering', sentence: 'The device was lost.' }, SOURCE);
  expect(picture.shutterShows).toBe('room');
  picture.hear({ kind: 'restarting', sentence: 'It broke.' }, SOURCE);
  expect(picture.shutterShows).toBeUndefined();
});

test('a problem shows until pictures arrive again, and earlier figures disappear', () => {
  const picture = shown();
  picture.hear({ kind: 'problem', sentence: 'A frame failed.', fatal: false }, SOURCE);
  expect([picture.trouble, picture.isLive]).toEqual(['A frame failed.', false]);
  picture.hear({ kind: 'alive', received: 1, shown: 0, busy: 0 }, SOURCE);
  expect(picture.stats).toBeUndefined();
  for (let i = 0; i < 2; i++)
    picture.hear({ kind: 'alive', received: 1, shown: 1, busy: 0 }, SOURCE);
  expect([picture.trouble, picture.isLive]).toEqual([undefined, true]);
});
