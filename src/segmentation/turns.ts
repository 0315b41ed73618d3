// When a network that sees the picture alone looks at a frame: live, it takes turns with pauses, and no frame waits for
// it. In offline mode it looks at every frame that is due, and can start before the frame's turn.
import type { SmallPicture } from '../frame/small-picture.ts';
import type { Finish } from './far-people.ts';

/** How a network looks. Each starts at once, so that the frame may be closed. */
export interface Looks {
  isThere(): boolean;
  /** Live: at the whole picture, and at the next part of it. */
  beginAll(frame: VideoFrame): Finish;
  beginPart(frame: VideoFrame): Finish;
  /** Offline mode: whether it should look at the frame, and everything that it looks at then. */
  isDue(frame: VideoFrame): boolean;
  begin(frame: VideoFrame): Finish;
}

export interface Turns {
  /** Offline mode: if it is due, starts to look at a frame before its turn. `run` then waits for less time. */
  ahead(frame: VideoFrame): void;
  /**
   * Looks at a frame when it is due.
   * @param picture the same frame, small
   * @param options `waits`: offline mode, the frame waits for the answer; `rests`: live, it pauses after an answer for
   * this many times as long as that took
   */
  run(
    frame: VideoFrame,
    picture: SmallPicture,
    options: { waits: boolean; rests: number },
  ): Promise<void>;
  reset(): void;
}

export function createTurns(looks: Looks): Turns {
  /** Live, it alternates between the whole picture and a part of it. */
  let isPartsTurn = false;
  let isUnderWay = false;
  let restsUntil = -Infinity; // ms
  /** Offline mode: the frames at which it started to look before their turn. */
  const begun = new WeakMap<VideoFrame, Finish>();

  async function lookLive(frame: VideoFrame, picture: SmallPicture, rests: number): Promise<void> {
    const began = performance.now();
    isUnderWay = true;
    const finish = isPartsTurn ? looks.beginPart(frame) : looks.beginAll(frame);
    await finish(picture);
    isUnderWay = false;
    isPartsTurn = !isPartsTurn;
    restsUntil = performance.now() + rests * (performance.now() - began);
  }

  return {
    ahead(frame) {
      if (looks.isThere() && looks.isDue(frame)) begun.set(frame, looks.begin(frame));
    },
    async run(frame, picture, { waits, rests }) {
      if (!looks.isThere()) return;
      if (waits) {
        const finish = begun.get(frame) ?? (looks.isDue(frame) ? looks.begin(frame) : undefined);
        await finish?.(picture);
      } else if (!isUnderWay && performance.now() >= restsUntil) {
        void lookLive(frame, picture, rests);
      }
    },
    reset() {
      isPartsTurn = false;
      restsUntil = -Infinity;
    },
  };
}
