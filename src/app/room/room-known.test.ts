import { expect, test } from 'vitest';
import { RoomKnown } from './room-known.svelte.ts';

function after(...seen: (number | undefined)[]): RoomKnown {
  const known = new RoomKnown();
  for (const seenOfHole of seen) {
    known.hear({ seenOfHole, seenOfFrame: 0.5, generatorShare: 0 });
  }
  return known;
}

test('a look at the room helps while much of the hole is guessed', () => {
  expect(after(0.8).needsLook).toBe(true);
  expect(after(0.99).needsLook).toBe(false);
});

test('at the limit it neither comes nor goes', () => {
  expect(after(0.8, 0.96).needsLook).toBe(true);
  expect(after(1, 0.96).needsLook).toBe(false);
});

test('with nobody in the picture nothing is asked', () => {
  expect(after(0.8, undefined).needsLook).toBe(false);
});

test('a room that is not remembered is not known', () => {
  const known = after(0.8);
  known.hear(undefined);
  expect(known.report).toBeUndefined();
  expect(known.needsLook).toBe(false);
});
