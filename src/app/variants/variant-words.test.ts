import { expect, test } from 'vitest';
import { speak } from '../words/words.svelte.ts';
import { describeQuality, describeSpeed } from './variant-words.ts';

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
