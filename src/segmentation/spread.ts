// Morphological dilation of a map of zeros and ones.

/** Grows the ones by `reach` px along both axes, in place. */
export function spread(bits: Uint8Array, width: number, height: number, reach: number): void {
  for (let y = 0; y < height; y++) spreadLine(bits, y * width, 1, width, reach);
  for (let x = 0; x < width; x++) spreadLine(bits, x, width, height, reach);
}

function spreadLine(bits: Uint8Array, start: number, step: number, count: number, reach: number) {
  const end = start + step * count;
  // New ones are 2 until the end, so that they do not spread further on the way back.
  for (let at = start, since = reach + 1; at !== end; at += step) {
    since = bits[at] === 1 ? 0 : since + 1;
    if (since > 0 && since <= reach) bits[at] = 2;
  }
  for (let at = end - step, since = reach + 1; at >= start; at -= step) {
    since = bits[at] === 1 ? 0 : since + 1;
    if (since > 0 && since <= reach) bits[at] = 2;
  }
  for (let at = start; at !== end; at += step) if (bits[at] === 2) bits[at] = 1;
}
