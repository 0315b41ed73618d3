import { expect, test } from 'vitest';
import type { Source } from '../../sources/source.ts';
import { Showing } from './showing.svelte.ts';

const CAMERA = { kind: 'camera', title: 'the camera' } as Source;
const FILE = { kind: 'file', title: '“holiday.mp4”' } as Source;
const SHOWN = { kind: 'alive', received: 8, shown: 8, busy: 0 } as const;
const NOTHING = { kind: 'alive', received: 0, shown: 0, busy: 0 } as const;

/** Reports (one per half second) until a message appears, at most `most`. */
function reportsUntilSaid(showing: Showing, report: typeof NOTHING, source: Source, most = 100) {
  for (let i = 1; i <= most; i++) {
    showing.hear(report, source);
    if (showing.sentence) return i;
  }
  return undefined;
}

test('while pictures are shown, there is no message', () => {
  const showing = new Showing();
  for (let i = 0; i < 100; i++) showing.hear(SHOWN, CAMERA);
  expect(showing.sentence).toBeUndefined();
});

test('a camera that delivers nothing is reported within three seconds, until it delivers', () => {
  const showing = new Showing();
  expect(reportsUntilSaid(showing, NOTHING, CAMERA)).toBeLessThanOrEqual(6);
  expect(showing.sentence).toContain('No pictures are coming from the camera.');
  showing.hear(SHOWN, CAMERA);
  expect(showing.sentence).toBeUndefined();
});

test('a muted camera gets its own message', () => {
  const showing = new Showing();
  reportsUntilSaid(showing, NOTHING, { ...CAMERA, isMuted: true });
  expect(showing.sentence).toContain('The camera is muted');
});

test('a film may show the same picture for ten seconds', () => {
  const showing = new Showing();
  expect(reportsUntilSaid(showing, NOTHING, FILE)).toBeGreaterThan(20);
  expect(showing.sentence).toContain('“holiday.mp4”');
});

test('a source with its own pace is never reported as stuck', () => {
  const showing = new Showing();
  expect(reportsUntilSaid(showing, NOTHING, { ...FILE, hasOwnPace: true })).toBeUndefined();
});

test('a slow frame does not count as missing', () => {
  const showing = new Showing();
  for (let i = 0; i < 100; i++) showing.hear({ ...NOTHING, busy: 500 }, CAMERA);
  expect(showing.sentence).toBeUndefined();
});

test('pictures that arrive but are not shown are reported', () => {
  const showing = new Showing();
  reportsUntilSaid(showing, { ...NOTHING, received: 8 } as never, CAMERA);
  expect(showing.sentence).toContain('none could be cloaked');
});

test('a problem from the engine stays until pictures are shown again', () => {
  const showing = new Showing();
  showing.fail('It did not work.');
  showing.hear(SHOWN, CAMERA); // outdated
  expect(showing.sentence).toBe('It did not work.');
  showing.hear(SHOWN, CAMERA);
  expect(showing.sentence).toBeUndefined();
});
