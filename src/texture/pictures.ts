// Pictures for the synthesis, at several sizes. RGBA, 8 bits per channel; A is KNOWN, SHOWN or UNKNOWN.

/** The room, which may be copied from. */
export const KNOWN = 255;
/** Shown as it is, and never copied from. */
export const SHOWN = 128;
/** To be synthesised; the colour there is the guide's. */
export const UNKNOWN = 0;

export interface Picture {
  /** [height, width, 4] */
  data: Uint8Array;
  /** px */
  width: number;
  height: number;
}

/** Half the size; an odd last row or column is averaged with itself. A is the least of the four. */
export function halve({ data, width, height }: Picture): Picture {
  const halfWidth = (width + 1) >> 1;
  const halfHeight = (height + 1) >> 1;
  const half = new Uint8Array(4 * halfWidth * halfHeight);
  for (let y = 0; y < halfHeight; y++) {
    const above = 2 * y * width;
    const below = Math.min(height - 1, 2 * y + 1) * width;
    for (let x = 0; x < halfWidth; x++) {
      const left = 2 * x;
      const right = Math.min(width - 1, left + 1);
      const [a, b] = [4 * (above + left), 4 * (above + right)];
      const [c, d] = [4 * (below + left), 4 * (below + right)];
      const to = 4 * (y * halfWidth + x);
      for (let i = 0; i < 3; i++) {
        half[to + i] = (data[a + i]! + data[b + i]! + data[c + i]! + data[d + i]! + 2) >> 2;
      }
      half[to + 3] = Math.min(data[a + 3]!, data[b + 3]!, data[c + 3]!, data[d + 3]!);
    }
  }
  return { data: half, width: halfWidth, height: halfHeight };
}

/** Approximately a Gaussian blur: three box means (Wells 1986). A is unchanged. @param sigma px */
export function blurred({ data, width, height }: Picture, sigma: number): Picture {
  const reach = Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2);
  if (reach < 1) return { data: data.slice(), width, height };
  const values = Float32Array.from(data);
  const line = new Float32Array(Math.max(width, height));
  for (let round = 0; round < 3; round++) {
    for (let y = 0; y < height; y++) meansAlong(values, line, 4 * y * width, 4, width, reach);
    for (let x = 0; x < width; x++) meansAlong(values, line, 4 * x, 4 * width, height, reach);
  }
  const smooth = new Uint8Array(data.length);
  for (let at = 0; at < smooth.length; at++) {
    smooth[at] = (at & 3) === 3 ? data[at]! : values[at]! + 0.5;
  }
  return { data: smooth, width, height };
}

/** Means over 2 x reach + 1 values of a row or column, for R, G and B; the ends repeat the last value. */
function meansAlong(
  values: Float32Array,
  line: Float32Array,
  begin: number,
  step: number,
  length: number,
  reach: number,
): void {
  for (let channel = begin; channel < begin + 3; channel++) {
    const value = (i: number) => values[channel + Math.min(length - 1, Math.max(0, i)) * step]!;
    let sum = 0;
    for (let i = -reach; i <= reach; i++) sum += value(i);
    for (let i = 0; i < length; i++) {
      line[i] = sum / (2 * reach + 1);
      sum += value(i + reach + 1) - value(i - reach);
    }
    for (let i = 0; i < length; i++) values[channel + i * step] = line[i]!;
  }
}
