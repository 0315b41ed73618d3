// Where the levels of the push-pull pyramid lie, for both forms of the passes.

export interface PyramidLevel {
  width: number;
  height: number;
  /** Index of its first pixel when all levels lie behind each other, finest first. */
  offset: number;
}

/** Halves while both sides are even, as training/vanish/networks/prefill.py does. */
export function pyramidLevels(width: number, height: number): PyramidLevel[] {
  const levels = [{ width, height, offset: 0 }];
  let offset = width * height;
  while (width % 2 === 0 && height % 2 === 0) {
    width /= 2;
    height /= 2;
    levels.push({ width, height, offset });
    offset += width * height;
  }
  return levels;
}

/** Samples on each axis of one pixel of a crop that is scaled down: enough to skip nothing. */
export function cropTaps(cropWidth: number, cropHeight: number, width: number, height: number) {
  const scale = Math.max(cropWidth / width, cropHeight / height);
  return Math.min(4, Math.max(1, Math.ceil(scale)));
}
