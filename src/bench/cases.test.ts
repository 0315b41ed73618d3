import { expect, test } from 'vitest';
import { planOf, quickPlan } from './cases.ts';

test('every tier and size is measured with and without the room, other variants once per tier', () => {
  const { cases, peers } = planOf(['webgl', 'wasm'], ['a', 'b']);
  expect(cases.filter(({ variant }) => variant === 'a')).toHaveLength(8);
  expect(cases.filter(({ variant }) => variant === 'b').map(({ tier }) => tier)).toEqual([
    'webgl',
    'wasm',
  ]);
  expect(new Set(cases.map((one) => JSON.stringify(one))).size).toBe(cases.length);
  expect(peers.filter(({ name }) => name === 'person-removal').map(({ tier }) => tier)).toEqual([
    'webgl',
    'wasm',
  ]);
});

test('a quick bench runs only the default variant, once per tier', () => {
  const { cases, peers, rounds } = quickPlan(['webgl', 'wasm'], ['a', 'b']);
  expect(cases.map(({ tier, variant, width }) => [tier, variant, width])).toEqual([
    ['webgl', 'a', 640],
    ['wasm', 'a', 640],
  ]);
  expect(peers.some(({ name }) => name === 'person-removal')).toBe(true);
  expect(rounds).toBe(1);
});
