// Bilinear sampling, one axis at a time.

/** For each pixel of a resampled axis: the two source pixels it lies between, and how far towards the second, 0..1. */
export interface Axis {
  at: Int32Array;
  next: Int32Array;
  share: Float32Array;
}

/**
 * Both axes cover the same length; positions are pixel centres.
 * @param length px, of the source axis
 * @param wanted px, of the resampled axis
 */
export function between(length: number, wanted: number): Axis {
  return betweenOn(length, { start: 0, end: wanted, from: 0, to: wanted });
}

/**
 * The same for a source axis that covers only a part of the resampled one, or more than it.
 * @param length px, of the source axis
 * @param place px of the resampled axis: where the source axis starts and ends, and the range to resample
 */
export function betweenOn(
  length: number,
  { start, end, from, to }: { start: number; end: number; from: number; to: number },
): Axis {
  const count = Math.max(0, to - from);
  const at = new Int32Array(count);
  const next = new Int32Array(count);
  const share = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const place = ((from + i + 0.5 - start) / (end - start)) * length - 0.5;
    const inside = Math.min(length - 1, Math.max(0, place));
    at[i] = Math.floor(inside);
    next[i] = Math.min(length - 1, at[i]! + 1);
    share[i] = inside - at[i]!;
  }
  return { at, next, share };
}

/**
 * Resamples a picture of one byte per pixel. Each source row is resampled once; target rows are mixed from two of them.
 * @param width of the source, px
 * @param columns, rows of the target
 * @param into receives the target, from index `first` on, with `stride` bytes from row to row
 */
export function stretch(
  { data, width }: { data: Uint8Array; width: number },
  { columns, rows }: { columns: Axis; rows: Axis },
  into: Uint8Array,
  { first, stride }: { first: number; stride: number },
): void {
  const wide = columns.at.length;
  let upper = new Float32Array(wide);
  let lower = new Float32Array(wide);
  let upperRow = -1;
  let lowerRow = -1;
  for (let y = 0, start = first; y < rows.at.length; y++, start += stride) {
    if (rows.at[y] !== upperRow) {
      [upper, lower, upperRow, lowerRow] = [lower, upper, lowerRow, upperRow];
      if (rows.at[y] !== upperRow)
        stretchRow(data, (upperRow = rows.at[y]!) * width, columns, upper);
    }
    if (rows.next[y] !== lowerRow) {
      stretchRow(data, (lowerRow = rows.next[y]!) * width, columns, lower);
    }
    const down = rows.share[y]!;
    for (let x = 0; x < wide; x++) {
      into[start + x] = upper[x]! + down * (lower[x]! - upper[x]!) + 0.5;
    }
  }
}

function stretchRow(data: Uint8Array, row: number, { at, next, share }: Axis, into: Float32Array) {
  for (let x = 0; x < into.length; x++) {
    const left = data[row + at[x]!]!;
    into[x] = left + share[x]! * (data[row + next[x]!]! - left);
  }
}
