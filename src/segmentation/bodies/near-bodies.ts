// The surroundings of bodies: what they hold, and what of them their boxes lack.
import { SURE_OF_BODY, type Body } from './body.ts';

/** How far a body reaches beyond its box, as a share of the longer side of the box, */
const BEYOND = 0.15;
/** and as a share of the longer side of the picture. */
const NEARBY = 0.03;

/** Whether a cell is near a body: of which it is unsure, or sure. 0: near none. */
export const NEAR = { unsure: 1, sure: 2 } as const;

/** @returns `[height, width]`: 0 or a value of NEAR */
export function nearBodies(bodies: readonly Body[], width: number, height: number): Uint8Array {
  const near = new Uint8Array(width * height);
  const within = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  const surestLast = [...bodies].sort((a, b) => a.score - b.score); // drawn over the others
  for (const { left, top, right, bottom, score } of surestLast) {
    const longer = Math.max((right - left) * width, (bottom - top) * height);
    const margin = BEYOND * longer + NEARBY * Math.max(width, height);
    const first = within(left * width - margin, width);
    const end = within(right * width + margin, width);
    const last = within(bottom * height + margin, height);
    for (let y = within(top * height - margin, height); y < last; y++) {
      near.fill(
        score >= SURE_OF_BODY ? NEAR.sure : NEAR.unsure,
        y * width + first,
        y * width + end,
      );
    }
  }
  return near;
}
