import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../cloak/settings.ts';
import { nextEngineState, STARTING } from './engine-state.ts';
import { READY } from './fake-page.ts';
import { possibleWith } from './possible.ts';

const READY_LIFE = nextEngineState(STARTING, READY);

test('before the engine is ready, what it may support is not ruled out', () => {
  const possible = possibleWith(STARTING, DEFAULT_SETTINGS, false, 'camera');
  expect(possible).toMatchObject({ remember: true, refine: false, texture: false, learn: false });
});

test('actions that need a picture wait for one', () => {
  const needing = ['learn', 'bringRoom', 'choose', 'point'] as const;
  for (const hasPicture of [false, true]) {
    const possible = possibleWith(READY_LIFE, DEFAULT_SETTINGS, hasPicture, 'camera');
    expect(needing.map((name) => possible[name])).toEqual(needing.map(() => hasPicture));
  }
});

test.each([
  ['the cloak is off', { cloak: false }, { learn: false, choose: false, point: false }],
  ['the shutter is closed', { shutter: true }, { learn: false, choose: false, point: false }],
  [
    'the room is not remembered',
    { remember: false },
    { learn: false, choose: true, texture: false },
  ],
])('while %s', (_when, changes, expected) => {
  const settings = { ...DEFAULT_SETTINGS, ...changes };
  expect(possibleWith(READY_LIFE, settings, true, 'camera')).toMatchObject(expected);
});

test('for the demo, no picture of the room can be added', () => {
  const possible = possibleWith(READY_LIFE, DEFAULT_SETTINGS, true, 'demo');
  expect([possible.learn, possible.bringRoom]).toEqual([true, false]);
});

test('a variant that remembers nothing leaves only the views without the room', () => {
  const life = nextEngineState(STARTING, { ...READY, remembers: false, refiner: 'refiner' });
  const possible = possibleWith(life, DEFAULT_SETTINGS, true, 'camera');
  expect(possible.views).toEqual(['cloaked', 'split', 'mask']);
  expect(possible).toMatchObject({ remember: false, refine: true, choose: false, point: true });
});
