// How the user points at things to remove, and what the page says about them.
import { expect, test, vi } from 'vitest';
import type { RemovedThing } from '../../cloak/things/thing.ts';
import type { ThingRequest } from '../../cloak/things/things.ts';
import { pageInUse, READY } from '../session/fake-page.ts';
import { stepsOf } from './thing-words.ts';
import { ThingsState } from './things-state.svelte.ts';

const CUP: RemovedThing = {
  id: 1,
  isLost: false,
  middle: [0.3, 0.6],
  outline: [0.2, 0.5, 0.2, 0.7, 0.4, 0.7, 0.4, 0.5],
};

function open() {
  const request = vi.fn<(request: ThingRequest) => void>();
  const state = new ThingsState(request);
  state.begin();
  return { state, request };
}

test('keys move a cursor, which stays in the picture, and Enter selects what is under it', () => {
  const { state, request } = open();
  state.toggle();
  expect(request).not.toHaveBeenCalled(); // there is no cursor yet
  state.move([1, 0], false);
  expect(state.cursor).toEqual([0.5, 0.5]); // the first key only shows it
  for (let i = 0; i < 40; i++) state.move([-1, 1], false);
  expect(state.cursor).toEqual([0.005, 0.995]);
  expect(state.said).toBe('1 % from the left, 100 % from the top');
  state.move([1, 0], true);
  state.toggle();
  expect(request).toHaveBeenCalledExactlyOnceWith({ kind: 'toggle', at: [0.011, 0.995] });
  expect(stepsOf('ArrowLeft', false)).toEqual([-1, 0]);
  expect(stepsOf('ArrowLeft', true)).toEqual([1, 0]); // in a mirrored picture, it moves as the user sees it
  expect(stepsOf('b', false)).toBeUndefined();
});

test('the outcome is announced', () => {
  const { state } = open();
  state.hear([CUP]);
  expect(state.said).toBe('Removed. 1 thing.');
  state.move([0, 0], false);
  for (let i = 0; i < 6; i++) state.move([-1, i % 2], false);
  expect(state.said).toBe('On a removed thing: 32 % from the left, 59 % from the top');
  state.hear([]);
  expect(state.said).toBe('Shown again. No thing.');
});

test('the status says how many things are removed, and if one is out of sight', async () => {
  const { state, say } = await pageInUse();
  state.hiding.togglePointing();
  expect(state.hiding.things.isPointing).toBe(true);
  say({ kind: 'things', things: [CUP] });
  expect(state.status.text).toBe('The cloak is on. 1 thing is removed.');
  say({ kind: 'things', things: [CUP, { ...CUP, id: 2, isLost: true }] });
  expect(state.status.text).toBe(
    'The cloak is on. 2 things are removed; the place where one was last seen stays hidden.',
  );
  state.hiding.toggleChoosing();
  expect([state.hiding.things.isPointing, state.hiding.people.isChoosing]).toEqual([false, true]);
  state.hiding.togglePointing();
  state.set({ cloak: false });
  expect(state.hiding.things.isPointing).toBe(false);
  expect(state.hiding.things.things).toHaveLength(2); // the new cloak removes them again
  state.sources.stop();
  expect(state.hiding.things.things).toEqual([]);
});

test('a replacement engine removes the same things before its first picture', async () => {
  const point = vi.fn();
  const { state, engine, say, opened } = await pageInUse();
  Object.assign(engine, { point });
  say({ kind: 'things', things: [CUP] });
  say({ kind: 'restarting', sentence: 'It hung.' });
  expect(point).not.toHaveBeenCalled();
  say(READY);
  expect(point).toHaveBeenCalledExactlyOnceWith({ kind: 'take', at: CUP.middle });
  expect(point.mock.invocationCallOrder[0]).toBeLessThan(
    opened[0]!.feed.mock.invocationCallOrder.at(-1)!,
  );
  expect(state.hiding.things.things).toEqual([]);
});
