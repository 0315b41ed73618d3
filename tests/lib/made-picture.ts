// Pictures as lists of numbers, as they pass between a test and its page, with interpolation.

/** RGBA, row by row, 0..255. */
export interface MadePicture {
  width: number;
  height: number;
  data: number[];
}

export type Colour = [number, number, number];

/** A picture from a function of the pixel; colours 0..255. */
export function makePicture(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => Colour,
): MadePicture {
  const data: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.push(...colourAt(x, y).map(Math.round), 255);
  }
  return { width, height, data };
}

/** The colour at a place (shares of the picture), bilinear, 0..1. */
export function sample({ width, height, data }: MadePicture, x: number, y: number): Colour {
  const [atX, atY] = [x * width - 0.5, y * height - 0.5];
  const [left, top] = [Math.floor(atX), Math.floor(atY)];
  const clamp = (value: number, end: number) => Math.min(end - 1, Math.max(0, value));
  const colour: Colour = [0, 0, 0];
  for (let i = 0; i < 4; i++) {
    const [px, py] = [left + (i & 1), top + (i >> 1)];
    const weight = Math.abs(1 - (i & 1) - (atX - left)) * Math.abs(1 - (i >> 1) - (atY - top));
    const from = 4 * (clamp(py, height) * width + clamp(px, width));
    for (let c = 0; c < 3; c++) colour[c]! += (weight * data[from + c]!) / 255;
  }
  return colour;
}

/** The values at a place in px, where pixel centres are at halves. */
export function bilinear(
  values: readonly (readonly number[])[],
  width: number,
  height: number,
  x: number,
  y: number,
): number[] {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [shareX, shareY] = [x - 0.5 - left, y - 0.5 - top];
  const clamp = (value: number, end: number) => Math.min(end - 1, Math.max(0, value));
  const at = (px: number, py: number) => values[clamp(py, height) * width + clamp(px, width)]!;
  return at(0, 0).map((_, c) => {
    const above = at(left, top)[c]! * (1 - shareX) + at(left + 1, top)[c]! * shareX;
    const under = at(left, top + 1)[c]! * (1 - shareX) + at(left + 1, top + 1)[c]! * shareX;
    return above * (1 - shareY) + under * shareY;
  });
}
