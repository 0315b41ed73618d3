// The remembered room as the engine sees it: how well it is known, learning it at once, and completing it from a
// picture that the user brings.
import type { Segmenter } from '../segmentation/segmenter.ts';
import { UnfitRoomError } from './brought/bring-room.ts';
import type { Mask } from './mask.ts';
import type { Passes } from './passes.ts';
import type { RoomReport } from './room/report.ts';
import type { Shutter } from './shutter.ts';
import type { Strategies } from './strategies.ts';

export interface RoomControls {
  /** Whether the last frame was cloaked with the remembered room. */
  readonly isInUse: boolean;
  /** Whether the last frame showed nothing, so that the plate was drawn in its place. */
  readonly isBlind: boolean;
  /** How well the room is known; undefined while it is not remembered. Restarts the count of frames. */
  report(): RoomReport | undefined;
  /** For this long (ms of the frames' own time), whatever is visible outside the hole is learned as room at once. */
  learn(milliseconds: number): void;
  /**
   * Fills in what is not known of the room from a picture of it, except for people in it, if it fits what the camera
   * shows. Call it between two frames.
   * @param picture upright, opaque
   * @returns the outcome, as a sentence
   * @throws UnfitRoomError with a sentence if it was refused; nothing has changed then
   */
  bring(picture: OffscreenCanvas): Promise<string>;
}

export interface RoomControlsOptions {
  canvas: OffscreenCanvas;
  passes: Passes;
  mask: Mask;
  strategies: Strategies;
  shutter: Shutter;
  segmenterInUse: () => Segmenter;
}

export function createRoomControls(options: RoomControlsOptions): RoomControls {
  const { canvas, passes, mask, strategies, shutter, segmenterInUse } = options;
  const { remembering } = strategies;
  const isInUse = () => strategies.last === remembering;

  return {
    get isInUse() {
      return isInUse();
    },
    get isBlind() {
      return isInUse() && remembering.isBlind();
    },
    report: () => (isInUse() ? remembering.report() : undefined),
    learn: (milliseconds) => remembering.learn(milliseconds),
    async bring(picture) {
      if (!isInUse() || shutter.isClosed) {
        const sentence =
          'A picture of the room can be brought while the room is remembered and the cloak is on.';
        throw new UnfitRoomError(sentence);
      }
      await passes.finished();
      const still = new VideoFrame(picture, { timestamp: 0 });
      try {
        const inIt = await mask.findIn(still, segmenterInUse());
        return await remembering.bring(picture, inIt, canvas, mask.thingMap);
      } finally {
        still.close();
      }
    },
  };
}
