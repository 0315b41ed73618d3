// The inputs that all passes share: the frame, the hole, the light, and the current fill.
import { BYTES, lerp, loadBytes, within } from './pictures';
import { Row, sampleRow, valueAt } from './rows';

export let width: i32 = 1;
export let height: i32 = 1;
export let frame: usize = 0;

/** Its planes, 0..255: what is hidden, the person alone, where nothing may be learned. */
export const hole = new Row();
/** The part of the frame outside of which all planes of the hole are 0, px. */
export let holeLeft: i32 = 0;
export let holeTop: i32 = 0;
export let holeRight: i32 = 0;
export let holeBottom: i32 = 0;

const field = new Row();
let hasField = false;
/** Four times four floats: gain and offset of the frame, then those of the fill. */
let light: usize = 0;

let fill: usize = 0;
/** One byte per pixel: whether it has a colour; address 0 if all have. */
let fillColoured: usize = 0;
export let fillWidth: i32 = 1;
export let fillHeight: i32 = 1;
export let cropX: f32 = 0;
export let cropY: f32 = 0;
export let cropWidth: f32 = 1;
export let cropHeight: f32 = 1;

const ONE = f32x4.splat(1);

export function setFrame(frameAt: usize, frameWidth: i32, frameHeight: i32): void {
  frame = frameAt;
  width = frameWidth;
  height = frameHeight;
}

/** @param values space for a row of floats plus one pixel */
export function setHole(picture: usize, holeWidth: i32, holeHeight: i32, values: usize): void {
  place(hole, picture, holeWidth, holeHeight, values);
}

export function setHolePart(left: i32, top: i32, right: i32, bottom: i32): void {
  holeLeft = left;
  holeTop = top;
  holeRight = right;
  holeBottom = bottom;
}

/** @param picture address of floats; 0: there is none */
export function setField(picture: usize, fieldWidth: i32, fieldHeight: i32, values: usize): void {
  hasField = picture != 0;
  place(field, picture, fieldWidth, fieldHeight, values);
}

export function setLight(at: usize): void {
  light = at;
}

export function setFill(picture: usize, coloured: usize, ownWidth: i32, ownHeight: i32): void {
  fill = picture;
  fillColoured = coloured;
  fillWidth = ownWidth;
  fillHeight = ownHeight;
}

export function setCrop(x: f32, y: f32, across: f32, down: f32): void {
  cropX = x;
  cropY = y;
  cropWidth = across;
  cropHeight = down;
}

function place(row: Row, picture: usize, ownWidth: i32, ownHeight: i32, values: usize): void {
  row.picture = picture;
  row.width = ownWidth;
  row.height = ownHeight;
  row.across = <f32>ownWidth / <f32>width;
  row.down = <f32>ownHeight / <f32>height;
  row.values = values;
}

/** Call it before reading a row's pixels. @returns whether any of them may be in the hole */
export function beginRow(y: i32): bool {
  if (hasField) sampleRow<f32>(field, y);
  if (y < holeTop || y >= holeBottom) return false;
  sampleRow<u8>(hole, y);
  return true;
}

/** The factor by which the field brightens the room at a column. */
export function litAt(x: i32): v128 {
  if (!hasField) return ONE;
  return f32x4.add(ONE, valueAt(field, x));
}

export function gain(): v128 {
  return v128.load(light);
}

export function offset(): v128 {
  return v128.load(light, 16);
}

/** The room's colour in the frame's light. */
export function inLight(colour: v128, lit: v128, gains: v128, offsets: v128): v128 {
  return f32x4.mul(f32x4.add(f32x4.mul(colour, gains), offsets), lit);
}

/** The frame's colour in the plate's light. */
export function outOfLight(colour: v128, lit: v128, gains: v128, offsets: v128): v128 {
  return f32x4.div(f32x4.sub(f32x4.div(colour, lit), offsets), gains);
}

/** A fill's colour in the plate's light, from the light in which it was made. */
export function fillOutOfLight(colour: v128, lit: v128): v128 {
  return outOfLight(colour, lit, v128.load(light, 32), v128.load(light, 48));
}

function colouredAt(at: i32): f32 {
  return load<u8>(fillColoured + <usize>at) ? 1 : 0;
}

/**
 * The fill at a place of its crop, 0..1: colour and matte, 0..255. Pixels without a colour take their neighbours', or
 * grey.
 */
export function fillAt(insideX: f32, insideY: f32): v128 {
  const x = insideX * <f32>fillWidth - 0.5;
  const y = insideY * <f32>fillHeight - 0.5;
  const left = floor<f32>(x);
  const top = floor<f32>(y);
  const x0 = within(<i32>left, fillWidth);
  const x1 = within(<i32>left + 1, fillWidth);
  const y0 = within(<i32>top, fillHeight) * fillWidth;
  const y1 = within(<i32>top + 1, fillHeight) * fillWidth;
  const across = x - left;
  const down = y - top;
  const mixed = lerp(
    lerp(
      loadBytes(fill + <usize>(y0 + x0) * BYTES),
      loadBytes(fill + <usize>(y0 + x1) * BYTES),
      across,
    ),
    lerp(
      loadBytes(fill + <usize>(y1 + x0) * BYTES),
      loadBytes(fill + <usize>(y1 + x1) * BYTES),
      across,
    ),
    down,
  );
  if (fillColoured == 0) return mixed;
  const above = colouredAt(y0 + x0) * (1 - across) + colouredAt(y0 + x1) * across;
  const below = colouredAt(y1 + x0) * (1 - across) + colouredAt(y1 + x1) * across;
  const known = above + (below - above) * down;
  if (known > 0.999) return mixed;
  const matte = f32x4.extract_lane(mixed, 3);
  const colour =
    known > 1e-3
      ? f32x4.min(f32x4.div(mixed, f32x4.splat(known)), f32x4.splat(255))
      : f32x4.splat(127.5);
  return f32x4.replace_lane(colour, 3, matte);
}

/** A frame pixel's place in the fill's crop, 0..1 inside. */
export function insideX(x: i32): f32 {
  return ((<f32>x + 0.5) / <f32>width - cropX) / cropWidth;
}

export function insideY(y: i32): f32 {
  return ((<f32>y + 0.5) / <f32>height - cropY) / cropHeight;
}

export function clamped(share: f32): f32 {
  return min<f32>(1, max<f32>(0, share));
}
