import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFigures } from './figures.ts';

test('a shipped card has the quality of its variant', () => {
  const json = JSON.parse(readFileSync('models/guided/card.json', 'utf8'));
  const { psnr, psnrOfTelea, residue } = readFigures(json, 'guided')!;
  expect(psnr).toBeGreaterThan(psnrOfTelea!);
  expect(residue).toBeLessThan(0.5);
});

test('without real pairs, the figures of validation composites count', () => {
  const metrics = {
    'training composites': { x: { psnr: 30 } },
    'validation composites': { x: { psnr: 18.2, residue: 0.2 }, Telea: { psnr: 17 } },
  };
  const figures = readFigures({ metrics }, 'x')!;
  expect(figures).toEqual({ psnr: 18.2, psnrOfTelea: 17, residue: 0.2, pictures: 'composites' });
  const real = { ...metrics, 'real pairs': { x: { psnr: 20 } } };
  expect(readFigures({ metrics: real }, 'x')).toEqual({ psnr: 20, pictures: 'real pairs' });
});

test.each([
  undefined,
  null,
  {},
  { metrics: 1 },
  { metrics: { 'real pairs': { x: { psnr: 'a' } } } },
  { metrics: { 'training composites': { x: { psnr: 30 } } } },
])('a card like %j has no figures', (json) => expect(readFigures(json, 'x')).toBeUndefined());
