import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFigures } from './figures.ts';

test('a shipped card tells how good its variant is', () => {
  const json = JSON.parse(readFileSync('models/guided/card.json', 'utf8'));
  const { psnr, psnrOfTelea, residue } = readFigures(json, 'guided')!;
  expect(psnr).toBeGreaterThan(psnrOfTelea!);
  expect(residue).toBeLessThan(0.5);
});

test.each([
  undefined,
  null,
  {},
  { metrics: 1 },
  { metrics: { 'real pairs': { x: { psnr: 'a' } } } },
])('a card like %j tells nothing', (json) => expect(readFigures(json, 'x')).toBeUndefined());
