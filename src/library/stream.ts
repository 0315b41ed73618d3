/**
 * The cloak as a plain TransformStream of frames, for programs that already read a track as a stream.
 * @module vanish-cloak/stream
 */
import { startOnFrames } from './frame-cloak.ts';
import type { CloakControls, CloakOptions } from './cloak-controls.ts';

export type { CloakControls, CloakOptions } from './cloak-controls.ts';

export interface CloakStream extends CloakControls {
  /** Frames in, cloaked frames out; see `createCloakStream`. */
  readonly stream: TransformStream<VideoFrame, VideoFrame>;
  /** Resolves when cloaked pictures can be made. @throws VanishError if that fails */
  readonly ready: Promise<void>;
}

/** With what the standard has and TypeScript's library does not: `cancel`, called when either side cancels. */
interface CancellableTransformer extends Transformer<VideoFrame, VideoFrame> {
  cancel: () => void;
}

/**
 * The cloak as a TransformStream. Frames that arrive before `ready`, or while another is being cloaked, are closed and
 * produce no picture. The end of either side removes the cloak; `dispose` ends both.
 *
 * ```ts
 * const cloak = createCloakStream({ assets: '/vanish/' });
 * new MediaStreamTrackProcessor({ track }).readable.pipeThrough(cloak.stream).pipeTo(generator.writable);
 * ```
 *
 * @throws VanishError (`unsupported`)
 */
export function createCloakStream(options: CloakOptions = {}): CloakStream {
  let way: TransformStreamDefaultController<VideoFrame> | undefined;
  const { controls, ready, cloak } = startOnFrames(options, () => way?.terminate());
  const transformer: CancellableTransformer = {
    start: (controller) => void (way = controller),
    async transform(frame, controller) {
      const picture = await cloak(frame);
      if (!picture) return;
      try {
        controller.enqueue(picture);
      } catch (error) {
        picture.close(); // nobody reads any more
        controls.dispose();
        throw error;
      }
    },
    flush: () => controls.dispose(),
    cancel: () => controls.dispose(),
  };
  const stream = new TransformStream(transformer);
  return {
    ...controls,
    get things() {
      return controls.things;
    },
    stream,
    ready,
  };
}
