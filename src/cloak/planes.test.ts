import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCard } from '../models/read-card.ts';
import { planeCodes } from './planes.ts';

test('planes are packed in the card’s order', () => {
  const card = JSON.parse(readFileSync('models/guided-lite/card.json', 'utf8'));
  card.input.channels = ['mask', 'prefilled-rgb', 'noise', 'masked-rgb', 'rgb'];
  expect(planeCodes(readCard(card, 'guided-lite'))).toEqual([9, 6, 7, 8, 10, 3, 4, 5, 0, 1, 2]);
});
