import { expect, test } from 'vitest';
import { RoomKnown } from './room-known.svelte.ts';

function after(...seen: (number | undefined)[]): RoomKnown {
  const known = new RoomKnown();
  for (const seenOfHole of seen) {
    known.hear({ seenOfHole, seenOfFrame: 0.5, generatorShare: 0 });
  }
  return known;
}

test('a look at the room is suggested while much of the hole is guessed', () => {
  expect(after(0.8).needsLook).toBe(true);
  expect(after(0.99).needsLook).toBe(false);
});

test('near the limit the suggestion neither appears nor disappears', () => {
  expect(after(0.8, 0.96).needsLook).toBe(true);
  expect(after(1, 0.96).needsLook).toBe(false);
});

test('with nobody in the picture, nothing is suggested', () => {
  expect(after(0.8, undefined).needsLook).toBe(false);
});

test('without the room’s memory, nothing is known', () => {
  const known = after(0.8);
  known.hear(undefined);
  expect(known.report).toBeUndefined();
  expect(known.needsLook).toBe(false);
});
