// How a camera moved, and how to undo it: shift, rotation and zoom, as with cameras that follow a person.

/**
 * Content at p in the plate appears at scale x R(angle)(p - centre) + centre + (x, y) in the frame; px, radians, y
 * downwards.
 */
export interface Motion {
  x: number;
  y: number;
  angle: number;
  /** Above 1 the camera zooms in. */
  scale: number;
}

export const STILL: Readonly<Motion> = { x: 0, y: 0, angle: 0, scale: 1 };

export function isStill({ x, y, angle, scale }: Motion): boolean {
  return x === 0 && y === 0 && angle === 0 && scale === 1;
}

/** Roughly how far the motion moves the picture's content at most, px. @param width px of the picture */
export function reachOf({ x, y, angle, scale }: Motion, width: number): number {
  return Math.hypot(x, y) + (Math.hypot(angle, scale - 1) * width) / 2;
}

/** Cosine and sine of the angle, divided by the scale: they map a place in the frame back to the plate. */
export function inverseTurn({ angle, scale }: Motion): [cosine: number, sine: number] {
  return [Math.cos(angle) / scale, Math.sin(angle) / scale];
}
