// The shutter: while it is closed, no frame is used, and the picture shows the remembered room, or one plain colour
// where there is none.
import type { DisplayOptions, Passes } from './passes.ts';
import type { ShutterShows } from './settings.ts';

export interface Shutter {
  isClosed: boolean;
  /** What the closed shutter shows; undefined while it is open. */
  readonly shows: ShutterShows | undefined;
  /** Draws the closed shutter. @param size of the picture, px; default: unchanged */
  draw(size?: { width: number; height: number }): void;
}

/** The plate everywhere: nothing of any frame. */
const ROOM_ALONE: DisplayOptions = { view: 'plate', split: 0, cloak: true };

/** @param knowsRoom whether the plate has something to show, at the canvas's size */
export function createShutter(
  canvas: OffscreenCanvas,
  passes: Passes,
  knowsRoom: () => boolean,
): Shutter {
  const shutter: Shutter = {
    isClosed: false,
    get shows() {
      if (!shutter.isClosed) return undefined;
      return knowsRoom() ? 'room' : 'plain';
    },
    draw(size = canvas) {
      const { width, height } = size;
      if (canvas.width !== width || canvas.height !== height) passes.cover({ width, height });
      if (knowsRoom()) passes.plate.reveal(ROOM_ALONE);
      else passes.cover();
    },
  };
  return shutter;
}
