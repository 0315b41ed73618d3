import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCatalog } from '../../models/catalog.ts';
import type { Card } from '../../models/card.ts';
import { speak } from '../words/words.svelte.ts';
import { describeQuality, describeSpeed, pictureOf } from './variant-words.ts';

test('every shipped variant has a picture, and the user’s own have none', () => {
  const { variants } = readCatalog(JSON.parse(readFileSync('models/catalog.json', 'utf8')));
  for (const id of variants) {
    const card = { id } as Card;
    const picture = pictureOf({ card, isOwn: false });
    expect(picture && existsSync(`public/variants/${picture}`), id).toBe(true);
    expect(pictureOf({ card, isOwn: true })).toBeUndefined();
  }
});

test('the quality says on which pictures it was measured', () => {
  expect(describeQuality({ psnr: 20, pictures: 'real pairs' })).toBe('20.0 dB in real rooms');
  expect(
    describeQuality({ psnr: 18.24, psnrOfTelea: 17, residue: 0.2, pictures: 'composites' }),
  ).toBe('18.2 dB on composites (simple inpainting: 17.0); 20 % of the person remains');
});

test('the speed is given in pictures a second if it reaches one', () => {
  expect(describeSpeed(20)).toBe('20 ms a picture, up to 50 a second');
  expect(describeSpeed(12_340)).toBe('12.3 s a picture');
});

test('the time of a slow variant follows the language', async () => {
  await speak('de');
  expect(describeSpeed(12_340)).toContain('12,3 s');
  await speak('en');
});
