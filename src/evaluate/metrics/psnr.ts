// Peak signal-to-noise ratio over a region of a picture.
import type { Picture, Region } from './picture.ts';

/** Equal pictures have no noise. They get this many dB, so that means over frames stay finite. */
export const MAX_PSNR = 100;

/**
 * PSNR of one picture against another over a region, in dB: 10 log10(255² / MSE), with the error over R, G and B
 * together; at most MAX_PSNR. Undefined if the region is empty. Both pictures and the region have the same size.
 */
export function psnr(picture: Picture, reference: Picture, region: Region): number | undefined {
  let squares = 0;
  let pixels = 0;
  for (let pixel = 0; pixel < region.length; pixel++) {
    if (!region[pixel]) continue;
    for (let channel = 0; channel < 3; channel++) {
      const at = pixel * 4 + channel;
      squares += (picture.data[at]! - reference.data[at]!) ** 2;
    }
    pixels++;
  }
  if (pixels === 0) return undefined;
  return Math.min(MAX_PSNR, 10 * Math.log10(255 ** 2 / (squares / (3 * pixels))));
}
