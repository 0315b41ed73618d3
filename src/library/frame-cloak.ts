// The cloak for programs that hand over single frames: for each, it returns the cloaked picture, or none.
import type { FromEngine } from '../engine/messages.ts';
import type { CloakControls, CloakOptions } from './cloak-controls.ts';
import { startCloak } from './start-cloak.ts';
import { requireSupport } from './support.ts';

/** A finished picture arrives within this, ms. One may get lost on its way from the worker. */
const ARRIVES_IN = 1000;

export interface FrameCloak {
  controls: CloakControls;
  /** Resolves when cloaked pictures can be made. @throws VanishError if that fails */
  ready: Promise<void>;
  /**
   * Cloaks one frame, if the cloak is ready and not busy with another.
   * @param frame ownership passes to the cloak
   * @returns the cloaked picture with the frame's timestamp, for the caller to close; undefined if there is none
   */
  cloak(frame: VideoFrame): Promise<VideoFrame | undefined>;
}

/** @param onEnd called once, when the cloak was removed or broke @throws VanishError (`unsupported`) */
export function startOnFrames(options: CloakOptions, onEnd: () => void = () => {}): FrameCloak {
  requireSupport(false);
  let engine: Parameters<Parameters<typeof startCloak>[0]['feed']>[0] | undefined;
  let answer: ((picture?: VideoFrame) => void) | undefined;
  let limit: ReturnType<typeof setTimeout> | undefined;

  function settle(picture?: VideoFrame): void {
    clearTimeout(limit);
    if (answer) answer(picture);
    else picture?.close(); // nobody waits for it any more
    answer = undefined;
  }

  function onMessage(message: FromEngine): void {
    if (message.kind === 'restarting') settle();
    if (message.kind !== 'frame-done') return;
    if (message.drawn && answer) limit = setTimeout(settle, ARRIVES_IN);
    else settle();
  }

  const { controls, ready } = startCloak(
    {
      canvas: document.createElement('canvas'),
      pictures: new WritableStream({ write: settle }),
      feed(given) {
        engine = given;
        return () => (engine = undefined);
      },
      onMessage,
      close() {
        settle();
        onEnd();
      },
    },
    options,
  );

  return {
    controls,
    ready,
    cloak(frame) {
      if (!engine || engine.busy || answer) {
        frame.close();
        return Promise.resolve(undefined);
      }
      const picture = new Promise<VideoFrame | undefined>((resolve) => (answer = resolve));
      engine.show(frame);
      return picture;
    },
  };
}
