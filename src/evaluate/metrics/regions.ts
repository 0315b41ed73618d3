// Where to measure: the hole, the ring around it, the person.
import type { Picture, Region } from './picture.ts';

/** px by which the ring extends from the hole in a frame 640 px wide. It scales with the frame's width. */
const RING_AT_640 = 24;

/** Further away than any pixel of any frame, px; its square is still exact. */
const FAR = 1e6;

/** One channel of a picture, `[height, width]`, 0..255; channel 0 = red .. 3 = alpha. */
export function channelOf({ data }: Picture, channel: number): Uint8Array {
  const plane = new Uint8Array(data.length / 4);
  for (let pixel = 0; pixel < plane.length; pixel++) plane[pixel] = data[pixel * 4 + channel]!;
  return plane;
}

/** The pixels where a mask or an alpha (0..255) is more than one half. */
export function moreThanHalf(alpha: Uint8Array): Region {
  return alpha.map((value) => (value > 127.5 ? 1 : 0));
}

/** The ring's width in a frame of this width; both in px. */
export function ringRadius(width: number): number {
  return (RING_AT_640 * width) / 640;
}

/**
 * The ring around the hole: every pixel outside it (alpha at most one half) within `ringRadius` of a pixel with any
 * alpha at all. It includes the feathered edge, where a seam would show, and a belt of the frame around it.
 * @param alpha the hole's alpha, `[height, width]`, 0..255
 */
export function ringAround(alpha: Uint8Array, width: number, height: number): Region {
  const radius = ringRadius(width);
  const rows = Math.floor(radius);
  const along = distancesAlongRows(alpha, width);
  const ring = new Uint8Array(alpha.length);

  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - rows);
    const bottom = Math.min(height - 1, y + rows);
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      if (alpha[pixel]! > 127.5) continue;
      for (let row = top; row <= bottom; row++) {
        if (along[row * width + x]! ** 2 + (row - y) ** 2 > radius * radius) continue;
        ring[pixel] = 1;
        break;
      }
    }
  }
  return ring;
}

/** Per pixel, the distance to the nearest pixel with any alpha in its own row, px; FAR if none. */
function distancesAlongRows(alpha: Uint8Array, width: number): Float64Array {
  const distances = new Float64Array(alpha.length);
  for (let start = 0; start < alpha.length; start += width) {
    let distance = FAR;
    for (let at = start; at < start + width; at++) {
      distance = alpha[at]! > 0 ? 0 : Math.min(FAR, distance + 1);
      distances[at] = distance;
    }
    distance = FAR;
    for (let at = start + width - 1; at >= start; at--) {
      distance = alpha[at]! > 0 ? 0 : Math.min(FAR, distance + 1);
      distances[at] = Math.min(distances[at]!, distance);
    }
  }
  return distances;
}
