// Small pictures for the tests of the metrics.
import type { Picture } from './picture.ts';

/** A picture whose grey levels come from a formula. */
export function greyPicture(
  width: number,
  height: number,
  grey: (x: number, y: number) => number,
): Picture {
  const picture = plainPicture(width, height, [0, 0, 0]);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const level = grey(pixel % width, Math.floor(pixel / width));
    picture.data.set([level, level, level], pixel * 4);
  }
  return picture;
}

/** A picture of one colour, opaque. */
export function plainPicture(
  width: number,
  height: number,
  [red, green, blue]: [number, number, number],
): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < data.length; at += 4) data.set([red, green, blue, 255], at);
  return { data, width, height };
}
