// What the hole shows before the generator has loaded: the smooth fill of the generator's input.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Card } from './card.ts';
import { readCard } from './read-card.ts';
import { canStandIn, createStandIn } from './stand-in.ts';

const read = (id: string) =>
  readCard(JSON.parse(readFileSync(`models/${id}/card.json`, 'utf8')), id);

function small(card: Card, changes: Partial<Card['input']>, range: [number, number]): Card {
  return {
    ...card,
    input: { ...card.input, width: 2, height: 1, ...changes },
    output: { ...card.output, range },
  };
}

test('the answer is the smooth fill, in the generator’s output range', async () => {
  const card = small(
    read('guided-lite'),
    { channels: ['mask', 'prefilled-rgb'], range: [0, 1] },
    [-1, 1],
  );
  const input = new Float32Array([1, 0, 0.5, 1, 0, 0.25, 0.75, 0.5]);
  const output = await createStandIn(card).run(input);
  expect([...output]).toEqual([-1, 0, 1, -0.5, 0.5, 0]);
});

test('a network that finds the person itself has no stand-in', () => {
  expect(canStandIn(read('guided-lite'))).toBe(true);
  expect(canStandIn(read('classic'))).toBe(false);
  expect(() => createStandIn(read('classic'))).toThrow('Nothing can stand in for "classic".');
});
