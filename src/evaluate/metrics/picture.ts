// What the metrics measure: pictures in the form of ImageData, and regions of them.

/** RGBA, 8 bit, sRGB, row by row from the top. An ImageData is one. */
export interface Picture {
  /** `[height, width, 4]` */
  data: Uint8ClampedArray;
  /** px */
  width: number;
  /** px */
  height: number;
}

/** A selection of pixels, `[height, width]`: 1 = selected, 0 = not. */
export type Region = Uint8Array;

/** The luma of ITU-R BT.601 (0.299 R + 0.587 G + 0.114 B), `[height, width]`, 0..255. */
export function luma({ data }: Picture): Float64Array {
  const grey = new Float64Array(data.length / 4);
  for (let pixel = 0; pixel < grey.length; pixel++) {
    const at = pixel * 4;
    grey[pixel] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  }
  return grey;
}

/** The mean of a map `[height, width]` over a region; undefined if the region is empty. */
export function meanOver(map: Float64Array, region: Region): number | undefined {
  let sum = 0;
  let pixels = 0;
  for (let pixel = 0; pixel < map.length; pixel++) {
    if (!region[pixel]) continue;
    sum += map[pixel]!;
    pixels++;
  }
  return pixels > 0 ? sum / pixels : undefined;
}
