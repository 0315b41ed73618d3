import { expect, test } from 'vitest';
import { describeQuality } from './variant-words.ts';

test('the quality says on which pictures it was measured', () => {
  expect(describeQuality({ psnr: 20, pictures: 'real pairs' })).toBe('20.0 dB in real rooms');
  expect(
    describeQuality({ psnr: 18.24, psnrOfTelea: 17, residue: 0.2, pictures: 'composites' }),
  ).toBe('18.2 dB on composites (simple inpainting: 17.0); 20 % of a person is left');
});
