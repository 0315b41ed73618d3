// Small pictures (the hole, the light field) read along the rows of the frame: first a row of their own is sampled for it,
// then every pixel takes its two neighbours there.
import { BYTES, FLOATS, lerp, loadBytes, within } from './pictures';

/** Where a row of the small picture is sampled, and how wide it is, px. */
export class Row {
  width: i32 = 1;
  height: i32 = 1;
  /** px of the small picture for one of the frame, across and down. */
  across: f32 = 1;
  down: f32 = 1;
  picture: usize = 0;
  /** Takes the row, and its last pixel once more, as floats. */
  values: usize = 0;
}

/** The row of the small picture at a row of the frame, out of bytes. */
export function sampleRow(row: Row, y: i32): void {
  const place = max<f32>(0, (<f32>y + 0.5) * row.down - 0.5);
  const top = floor<f32>(place);
  const share = place - top;
  const stride = <usize>row.width * BYTES;
  const above = row.picture + <usize>within(<i32>top, row.height) * stride;
  const below = row.picture + <usize>within(<i32>top + 1, row.height) * stride;
  for (let x: usize = 0; x < <usize>row.width; x++) {
    const value = lerp(loadBytes(above + x * BYTES), loadBytes(below + x * BYTES), share);
    v128.store(row.values + x * FLOATS, value);
  }
  repeatLast(row);
}

/** The same out of floats. */
export function sampleFloatRow(row: Row, y: i32): void {
  const place = max<f32>(0, (<f32>y + 0.5) * row.down - 0.5);
  const top = floor<f32>(place);
  const share = place - top;
  const stride = <usize>row.width * FLOATS;
  const above = row.picture + <usize>within(<i32>top, row.height) * stride;
  const below = row.picture + <usize>within(<i32>top + 1, row.height) * stride;
  for (let x: usize = 0; x < stride; x += FLOATS) {
    v128.store(row.values + x, lerp(v128.load(above + x), v128.load(below + x), share));
  }
  repeatLast(row);
}

function repeatLast(row: Row): void {
  const end = row.values + <usize>row.width * FLOATS;
  v128.store(end, v128.load(end - FLOATS));
}

/**
 * A row at a column of the frame. Its numbers are given one by one: out of the memory they would be read again for each pixel.
 * @param last the row's last pixel
 */
export function valueAt(values: usize, across: f32, last: f32, x: i32): v128 {
  const place = min<f32>(last, max<f32>(0, (<f32>x + 0.5) * across - 0.5));
  const left = <i32>place;
  const at = values + <usize>left * FLOATS;
  return lerp(v128.load(at), v128.load(at + FLOATS), place - <f32>left);
}
