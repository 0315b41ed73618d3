// The finder's input: the frame within black bars, how it differs from the remembered room, and the person mask of the
// previous frame; and how its answer is read. Plain numbers, no frames here.
import { between } from '../between.ts';
import type { PersonMask } from '../frame/person-mask.ts';

/** How many planes a finder takes: rgb, difference, confidence, previous. */
export const PLANES = 8;
/** The value that stands for a difference of 0, 0..1. */
const GREY = 128 / 255;

/** What is remembered of the room, and the frame at the same size, both `[height, width]` row by row. */
export interface Remembered {
  width: number;
  height: number;
  /** `[height, width, 3]`, 0..255: the room in the frame's light. */
  room: Float32Array;
  /** `[height, width]`, 0..1; below `seenFrom` nothing was seen. */
  confidence: Float32Array;
  /** `[height, width, 4]`, 0..255: the frame. */
  frame: Uint8ClampedArray;
  seenFrom: number;
}

/** The frame's place in the network's picture, px. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** As large as fits, centred, and never squashed. All in px. */
export function placeOf(
  frame: { width: number; height: number },
  network: { width: number; height: number },
): Place {
  const scale = Math.min(network.width / frame.width, network.height / frame.height);
  const width = Math.max(1, Math.min(network.width, Math.round(frame.width * scale)));
  const height = Math.max(1, Math.min(network.height, Math.round(frame.height * scale)));
  return {
    x: Math.floor((network.width - width) / 2),
    width,
    y: Math.floor((network.height - height) / 2),
    height,
  };
}

/**
 * The network's input, `[height, width, PLANES]` in 0..1.
 * @param picture `[height, width, 4]`, 0..255: the network's picture, with the frame at `place` and black around it
 * @param remembered absent: nothing is known of the room
 * @param previous the mask of the previous frame; absent: there is none
 * @param into receives the input; as long as all planes
 */
export function packPlanes(
  picture: { data: Uint8ClampedArray; width: number; height: number },
  place: Place,
  remembered: Remembered | undefined,
  previous: PersonMask | undefined,
  into: Float32Array,
): void {
  const { data, width, height } = picture;
  for (let pixel = 0, at = 0; pixel < width * height; pixel++, at += PLANES) {
    into[at] = data[4 * pixel]! / 255;
    into[at + 1] = data[4 * pixel + 1]! / 255;
    into[at + 2] = data[4 * pixel + 2]! / 255;
    into[at + 3] = into[at + 4] = into[at + 5] = GREY;
    into[at + 6] = into[at + 7] = 0;
  }
  if (remembered) drawRemembered(remembered, place, width, into);
  if (previous) {
    draw(previous.data, previous, place, width, into, 7, [0], 1 / 255);
  }
}

/**
 * The same with room and frame swapped: the remembered room as the picture, and how it differs from the frame. Where
 * nothing is remembered, the picture is the frame.
 * @param size of the network's picture, px
 */
export function packRoomPlanes(
  remembered: Remembered,
  place: Place,
  size: { width: number; height: number },
  into: Float32Array,
): void {
  const { room, confidence, frame, seenFrom } = remembered;
  for (let at = 0; at < size.width * size.height * PLANES; at += PLANES) {
    into.fill(0, at, at + PLANES).fill(GREY, at + 3, at + 6);
  }
  const picture = new Float32Array(3 * confidence.length);
  for (let pixel = 0; pixel < confidence.length; pixel++) {
    for (let c = 0; c < 3; c++) {
      const isKnown = confidence[pixel]! >= seenFrom;
      picture[3 * pixel + c] = (isKnown ? room[3 * pixel + c]! : frame[4 * pixel + c]!) / 255;
    }
  }
  draw(picture, remembered, place, size.width, into, 0, [0, 0, 0]);
  drawRemembered(remembered, place, size.width, into, -1);
}

/** The network's answer, `[height, width]` in 0..1, as a mask of the whole frame. @param width of its picture, px */
export function unpackMask(output: Float32Array, place: Place, width: number): PersonMask {
  const data = new Uint8Array(place.width * place.height);
  for (let y = 0; y < place.height; y++) {
    const row = (place.y + y) * width + place.x;
    for (let x = 0; x < place.width; x++) {
      data[y * place.width + x] = 255 * Math.min(1, Math.max(0, output[row + x]!)) + 0.5;
    }
  }
  return { data, width: place.width, height: place.height };
}

/** @param sign 1: frame - room, -1: room - frame */
function drawRemembered(
  remembered: Remembered,
  place: Place,
  width: number,
  into: Float32Array,
  sign: 1 | -1 = 1,
): void {
  const { room, confidence, frame, seenFrom } = remembered;
  const planes = new Float32Array(4 * confidence.length);
  for (let pixel = 0; pixel < confidence.length; pixel++) {
    if (confidence[pixel]! < seenFrom) continue;
    for (let c = 0; c < 3; c++) {
      planes[4 * pixel + c] = (sign * (frame[4 * pixel + c]! - room[3 * pixel + c]!)) / 510;
    }
    planes[4 * pixel + 3] = confidence[pixel]!;
  }
  draw(planes, remembered, place, width, into, 3, [GREY, GREY, GREY, 0]);
}

/**
 * Draws interleaved planes, stretched bilinearly to `place`, into as many planes of the input.
 * @param from `[height, width, bases.length]`
 * @param first the first of the input's planes to draw into
 * @param bases added to each plane
 * @param scale multiplies the values
 */
function draw(
  from: Float32Array | Uint8Array,
  size: { width: number; height: number },
  place: Place,
  width: number,
  into: Float32Array,
  first: number,
  bases: readonly number[],
  scale = 1,
): void {
  const depth = bases.length;
  const columns = between(size.width, place.width);
  const rows = between(size.height, place.height);
  for (let y = 0; y < place.height; y++) {
    const upper = depth * rows.at[y]! * size.width;
    const lower = depth * rows.next[y]! * size.width;
    const down = rows.share[y]!;
    let to = ((place.y + y) * width + place.x) * PLANES + first;
    for (let x = 0; x < place.width; x++, to += PLANES) {
      const left = depth * columns.at[x]!;
      const right = depth * columns.next[x]!;
      const share = columns.share[x]!;
      for (let c = 0; c < depth; c++) {
        const above = mix(from[upper + left + c]!, from[upper + right + c]!, share);
        const below = mix(from[lower + left + c]!, from[lower + right + c]!, share);
        into[to + c] = bases[c]! + scale * mix(above, below, down);
      }
    }
  }
}

function mix(a: number, b: number, share: number): number {
  return a + share * (b - a);
}
