// How much of the person is left.
import type { Picture, Region } from './picture.ts';

/**
 * Grey levels of 255 by which input and clean picture must differ for a pixel to count. Where a shirt has the wall's
 * colour, noise would decide which one is closer.
 */
export const TELLING_DIFFERENCE = 20;

/** Root mean square over R, G, B of the difference of two pixels, grey levels of 255. */
function distance(a: Picture, b: Picture, pixel: number): number {
  let squares = 0;
  for (let at = pixel * 4; at < pixel * 4 + 3; at++) squares += (a.data[at]! - b.data[at]!) ** 2;
  return Math.sqrt(squares / 3);
}

/**
 * Residue, 0..1: the share of the person's pixels where the output is closer to the input (the person) than to the
 * clean picture (the room). Only pixels where the two differ by more than TELLING_DIFFERENCE count; undefined if there
 * are none. All have the same size. The clean picture is taken as given: if its exposure differs, that counts as a
 * difference.
 */
export function residue(
  { input, output, clean }: { input: Picture; output: Picture; clean: Picture },
  person: Region,
): number | undefined {
  let counted = 0;
  let left = 0;
  for (let pixel = 0; pixel < person.length; pixel++) {
    if (!person[pixel] || distance(input, clean, pixel) <= TELLING_DIFFERENCE) continue;
    counted++;
    if (distance(output, input, pixel) < distance(output, clean, pixel)) left++;
  }
  return counted > 0 ? left / counted : undefined;
}
