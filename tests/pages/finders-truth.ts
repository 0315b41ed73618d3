// Where people really are in a picture, and how much of them a mask finds.
import type { PersonMask } from '../../src/frame/person-mask.ts';
import { sampled } from '../../src/segmentation/joint-mask.ts';

/** Mask values from here on count as a person, of 255: 0.4. */
export const SURE = 102;

/** Sums over pixels. */
export interface Sums {
  person: number;
  found: number;
  mask: number;
  outside: number;
  beside: number;
  milliseconds: number;
}

export const none = (): Sums => ({
  person: 0,
  found: 0,
  mask: 0,
  outside: 0,
  beside: 0,
  milliseconds: 0,
});

/** The picture at this size. */
export function pixels(source: CanvasImageSource, width: number, height: number): ImageData {
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    willReadFrequently: true,
    alpha: false,
  })!;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(source, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** 1 where a person is. */
export function truthOf(
  frame: ImageData,
  mask: ImageBitmap | undefined,
  clean: ImageBitmap | undefined,
  differs: number,
): Uint8Array {
  const { width, height, data } = frame;
  const truth = new Uint8Array(width * height);
  if (mask) {
    const white = pixels(mask, width, height).data;
    return truth.map((_, i) => (white[4 * i]! > 127 ? 1 : 0));
  }
  if (!clean) return truth; // nobody
  const room = pixels(clean, width, height).data;
  return truth.map((_, i) =>
    [0, 1, 2].some((c) => Math.abs(data[4 * i + c]! - room[4 * i + c]!) > differs) ? 1 : 0,
  );
}

/** 1 away from the person, 0 behind them and close by. */
export function unseenBehind(
  truth: Uint8Array,
  width: number,
  height: number,
  size: { width: number; height: number },
): Float32Array {
  const small = sampled(
    { data: truth.map((is) => 255 * is), width, height },
    size.width,
    size.height,
  );
  const reach = 4;
  return Float32Array.from({ length: small.length }, (_, i) => {
    const [x, y] = [i % size.width, Math.floor(i / size.width)];
    for (let v = Math.max(0, y - reach); v <= Math.min(size.height - 1, y + reach); v++) {
      for (let u = Math.max(0, x - reach); u <= Math.min(size.width - 1, x + reach); u++) {
        if (small[v * size.width + u]! > 64) return 0;
      }
    }
    return 1;
  });
}

export function withoutAlpha(data: Uint8ClampedArray): Float32Array {
  return Float32Array.from(
    { length: (data.length / 4) * 3 },
    (_, i) => data[4 * Math.floor(i / 3) + (i % 3)]!,
  );
}

/** Adds what a mask finds. */
export function count(
  sums: Sums,
  mask: PersonMask,
  truth: Uint8Array,
  width: number,
  height: number,
) {
  const found = sampled(mask, width, height);
  for (let i = 0; i < truth.length; i++) {
    const isFound = found[i]! >= SURE;
    if (truth[i]) sums.person++;
    else sums.outside++;
    if (!isFound) continue;
    sums.mask++;
    if (truth[i]) sums.found++;
    else sums.beside++;
  }
}
