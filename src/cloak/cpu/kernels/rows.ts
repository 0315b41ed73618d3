// Small pictures (the hole, the light field) sampled along the frame's rows: the small picture is interpolated
// vertically once per row, then horizontally per pixel.
import { BYTES, FLOATS, lerp, loadBytes, within } from './pictures';

/** A small picture, px, and the buffer for its interpolated row. */
export class Row {
  width: i32 = 1;
  height: i32 = 1;
  /** px of the small picture per px of the frame, across and down. */
  across: f32 = 1;
  down: f32 = 1;
  picture: usize = 0;
  /** Address of the interpolated row as floats; its last pixel is repeated. */
  values: usize = 0;
}

/** Interpolates the small picture at a row of the frame. T: the type of its values, u8 or f32. */
export function sampleRow<T>(row: Row, y: i32): void {
  const place = max<f32>(0, (<f32>y + 0.5) * row.down - 0.5);
  const top = <i32>place;
  const share = place - <f32>top;
  const stride = <usize>row.width * pixelOf<T>();
  const above = row.picture + <usize>within(top, row.height) * stride;
  const below = row.picture + <usize>within(top + 1, row.height) * stride;
  let to = row.values;
  for (let at: usize = 0; at < stride; at += pixelOf<T>()) {
    v128.store(to, lerp(loadAs<T>(above + at), loadAs<T>(below + at), share));
    to += FLOATS;
  }
  v128.store(to, v128.load(to - FLOATS)); // repeated: every pixel reads two
}

function pixelOf<T>(): usize {
  return isFloat<T>() ? FLOATS : BYTES;
}

function loadAs<T>(at: usize): v128 {
  return isFloat<T>() ? v128.load(at) : loadBytes(at);
}

/** The interpolated row at a column of the frame. */
export function valueAt(row: Row, x: i32): v128 {
  const last = <f32>(row.width - 1);
  const place = min<f32>(last, max<f32>(0, (<f32>x + 0.5) * row.across - 0.5));
  const left = <i32>place;
  const at = row.values + <usize>left * FLOATS;
  return lerp(v128.load(at), v128.load(at + FLOATS), place - <f32>left);
}
