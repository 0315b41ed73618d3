// Which stages a card leads to, and what is refused.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Card } from './card.ts';
import { readCard } from './read-card.ts';
import { chooseWay } from './way.ts';

function cardWith(input: string[], output: string[], role = 'generator'): Card {
  const card = JSON.parse(readFileSync('models/guided-lite/card.json', 'utf8'));
  card.input.channels = input;
  card.output.channels = output;
  card.role = role;
  return readCard(card, 'guided-lite');
}

test.each([
  ['prefilled-rgb mask', 'rgb', { findsPerson: false, prefills: true, givesMatte: false }],
  ['masked-rgb mask', 'matte rgb', { findsPerson: false, prefills: false, givesMatte: true }],
  ['rgb mask', 'rgb matte', { findsPerson: false, prefills: false, givesMatte: true }],
  ['rgb', 'rgb matte', { findsPerson: true, prefills: false, givesMatte: true }],
  ['rgb noise', 'matte rgb', { findsPerson: true, prefills: false, givesMatte: true }],
  ['rgb', 'rgb', { findsPerson: false, prefills: false, givesMatte: false }],
])('%s in, %s out', (input, output, way) => {
  expect(chooseWay(cardWith(input.split(' '), output.split(' ')))).toEqual(way);
});

test('a card that cannot be served is refused with a reason', () => {
  expect(() => chooseWay(cardWith(['rgb', 'plate', 'confidence'], ['rgb']))).toThrow(
    '"guided-lite" cannot be used: it asks for plate and confidence, which Vanish cannot give a network yet.',
  );
  expect(() => chooseWay(cardWith(['rgb'], ['matte']))).toThrow(
    '"guided-lite" cannot be used: it returns a matte and no picture, so there is nothing to show.',
  );
  expect(() => chooseWay(cardWith(['rgb'], ['rgb'], 'refiner'))).toThrow(
    '"guided-lite" cannot be used: it is a refiner, and a generator is needed.',
  );
});
