// The surroundings of bodies: what they hold, and what of them their boxes lack.
import type { Body } from './body.ts';

/** How far a body reaches beyond its box, as a share of the longer side of the box, */
const BEYOND = 0.15;
/** and as a share of the longer side of the picture. */
const NEARBY = 0.03;

/** `[height, width]`: 1 in the cells of a grid that are near a body, 0 elsewhere. */
export function nearBodies(bodies: readonly Body[], width: number, height: number): Uint8Array {
  const near = new Uint8Array(width * height);
  const within = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  for (const { left, top, right, bottom } of bodies) {
    const longer = Math.max((right - left) * width, (bottom - top) * height);
    const margin = BEYOND * longer + NEARBY * Math.max(width, height);
    const first = within(left * width - margin, width);
    const end = within(right * width + margin, width);
    const last = within(bottom * height + margin, height);
    for (let y = within(top * height - margin, height); y < last; y++) {
      near.fill(1, y * width + first, y * width + end);
    }
  }
  return near;
}
