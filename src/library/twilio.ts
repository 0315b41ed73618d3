/**
 * The cloak as twilio-video's VideoProcessor: `localVideoTrack.addProcessor(createCloakVideoProcessor(options))`.
 * @module vanish-cloak/twilio
 */
import { startOnFrames } from './frame-cloak.ts';
import type { CloakControls, CloakOptions } from './cloak-controls.ts';

export type { CloakControls, CloakOptions } from './cloak-controls.ts';

/** What is sent before the first cloaked picture. */
const COVER = '#1c1f21';

export interface CloakVideoProcessor extends CloakControls {
  /** Resolves when cloaked pictures can be made. @throws VanishError if that fails */
  readonly ready: Promise<void>;
  /**
   * Draws the input's cloaked picture. If there is none, the output keeps the previous one, or is plain grey: nothing
   * of the input gets through.
   * @param output with a 2D context, which is Twilio's default
   */
  processFrame(
    input: HTMLVideoElement | HTMLCanvasElement | OffscreenCanvas | VideoFrame,
    output: HTMLCanvasElement,
  ): Promise<void>;
}

/**
 * A processor for a LocalVideoTrack of twilio-video. It loads at once; `dispose` it when the track is no longer sent.
 *
 * ```ts
 * track.addProcessor(createCloakVideoProcessor({ assets: '/vanish/' }), {
 *   inputFrameBufferType: 'video',
 *   outputFrameBufferContextType: '2d',
 * });
 * ```
 *
 * @throws VanishError (`unsupported`)
 */
export function createCloakVideoProcessor(options: CloakOptions = {}): CloakVideoProcessor {
  const { controls, ready, cloak } = startOnFrames(options);
  const covered = new WeakSet<HTMLCanvasElement>();
  return {
    ...controls,
    get things() {
      return controls.things;
    },
    ready,
    async processFrame(input, output) {
      const drawing = output.getContext('2d');
      if (!drawing) throw new TypeError('The output frame needs a 2D context.');
      if (!covered.has(output)) {
        covered.add(output);
        drawing.fillStyle = COVER;
        drawing.fillRect(0, 0, output.width, output.height);
      }
      const timestamp = 1000 * performance.now(); // μs
      const picture = await cloak(new VideoFrame(input, { timestamp }));
      if (!picture) return;
      drawing.drawImage(picture, 0, 0, output.width, output.height);
      picture.close();
    },
  };
}
