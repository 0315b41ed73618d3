import { expect, test } from 'vitest';
import { nextEngineState, STARTING } from './engine-state.ts';
import { READY } from './fake-page.ts';
import { describeDoing, type Doing } from './status-words.ts';

/** The state while a camera is cloaked. */
const CLOAKED: Doing = {
  engine: nextEngineState(STARTING, READY),
  source: { phase: 'idle' },
  title: 'the camera',
  settings: { cloak: true, shutter: false },
  remembers: true,
  hasPicture: true,
  details: [],
};

test.each<[string, Partial<Doing>]>([
  ['The cloak is on.', {}],
  [
    'The cloak is on. One person is kept. Two things go.',
    { details: ['One person is kept.', undefined, 'Two things go.'] },
  ],
  [
    'The cloak is off: the camera is shown as it is.',
    { settings: { cloak: false, shutter: false } },
  ],
  ['The first picture is on its way.', { hasPicture: false }],
  ['The cloak is ready.', { title: undefined }],
  ['The cloak is getting ready.', { title: undefined, engine: STARTING }],
  ['Nothing is shown before the cloak is ready.', { engine: STARTING }],
  ['Allow the camera, and step in front of it.', { source: { phase: 'asking', kind: 'camera' } }],
  ['Opening the video …', { source: { phase: 'asking', kind: 'file' } }],
])('%s', (sentence, changes) => {
  expect(describeDoing({ ...CLOAKED, ...changes })).toBe(sentence);
});

test('once the engine confirms it, the status says that the shutter is closed, and what it shows', () => {
  const settings = { cloak: true, shutter: true };
  const say = (changes: Partial<Doing>) => describeDoing({ ...CLOAKED, settings, ...changes });
  expect(say({})).toBe('The shutter is closing.');
  expect(say({ shutterShows: 'room' })).toBe('Shutter closed: the room as remembered.');
  expect(say({ shutterShows: 'plain' })).toContain('nothing of the room is known yet');
  expect(say({ shutterShows: 'plain', remembers: false })).toContain('the room is not remembered');
  expect(say({ title: undefined })).toContain('Shutter closed: a plain picture');
});
