// Bilinear sampling, one axis at a time.

/**
 * For each pixel of a resampled axis: the two source pixels it lies between, and how far towards the second, 0..1.
 * Both axes cover the same length; positions are pixel centres.
 * @param length px, of the source axis
 * @param wanted px, of the resampled axis
 */
export function between(length: number, wanted: number) {
  const at = new Int32Array(wanted);
  const next = new Int32Array(wanted);
  const share = new Float32Array(wanted);
  for (let i = 0; i < wanted; i++) {
    const place = Math.min(length - 1, Math.max(0, ((i + 0.5) / wanted) * length - 0.5));
    at[i] = Math.floor(place);
    next[i] = Math.min(length - 1, at[i]! + 1);
    share[i] = place - at[i]!;
  }
  return { at, next, share };
}
