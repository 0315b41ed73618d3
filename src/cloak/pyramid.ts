// The layout of the push-pull pyramid's levels, shared by all tiers.

export interface PyramidLevel {
  width: number;
  height: number;
  /** Index of its first pixel when all levels are stored one after another, finest first. */
  offset: number;
}

/** Halves while both sides are even, like training/vanish/networks/prefill.py. */
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

/** Samples per axis for one pixel of a downscaled crop: enough to skip nothing, at most 4. */
export function cropTaps(cropWidth: number, cropHeight: number, width: number, height: number) {
  const scale = Math.max(cropWidth / width, cropHeight / height);
  return Math.min(4, Math.max(1, Math.ceil(scale)));
}
