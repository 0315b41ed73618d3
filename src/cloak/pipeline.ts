// The frame's way: segment, hole, prefill, generate, compose. Chains the stages; no pixels here.
import type { Settings } from '../engine/messages.ts';
import type { PersonMask } from '../segmentation/person-mask.ts';
import type { Segmenter } from '../segmentation/segmenter.ts';
import { chooseCrop, personBounds, type Rect } from './geometry.ts';
import type { Look, Passes } from './passes.ts';

export const STAGES = ['upload', 'segment', 'hole', 'prefill', 'generate', 'compose'] as const;
export type StageName = (typeof STAGES)[number];

/** Milliseconds per stage; a stage that did not run is absent. */
export type StageTimes = Partial<Record<StageName, number>>;

/** Every so many frames one is timed: the stages then wait for the GPU, which costs a little. */
const TIMED_EVERY = 20;

export interface PipelineOptions {
  canvas: OffscreenCanvas;
  passes: Passes;
  segmenter: Segmenter;
  /** Times every frame instead of a sample of them. */
  timeAll?: boolean;
}

export interface Pipeline {
  /** Of the last frame that was timed. */
  readonly times: StageTimes;
  /**
   * Cloaks one frame and draws it to the canvas, which takes the frame's size. The caller keeps
   * the frame and closes it. With `mask` the segmenter is not asked.
   */
  run(frame: VideoFrame, settings: Settings, mask?: PersonMask): Promise<void>;
  /** The canvas as last drawn, RGBA; for evaluation. Call it before the frame is closed. */
  read(): ImageData;
  /** The hole's alpha at frame size in R, G and B; for evaluation, under the same condition. */
  readHole(): ImageData;
  dispose(): void;
}

export function createPipeline({ canvas, passes, segmenter, timeAll }: PipelineOptions): Pipeline {
  let times: StageTimes = {};
  let frames = 0;
  let crop: Rect | undefined;
  let lastCrop: Rect | undefined;
  let look: Look = { view: 'cloaked', split: 0.5, cloak: true };

  async function run(frame: VideoFrame, settings: Settings, mask?: PersonMask): Promise<void> {
    const fresh: StageTimes = {};
    const isTimed = timeAll || frames % TIMED_EVERY === TIMED_EVERY - 1;
    frames++;
    const stage = async <T>(name: StageName, work: () => T | Promise<T>): Promise<T> => {
      if (!isTimed) return await work();
      const began = performance.now();
      const result = await work();
      await passes.finished();
      fresh[name] = performance.now() - began;
      return result;
    };

    await stage('upload', () => passes.begin(frame));
    crop = undefined;
    look = settings;
    if (settings.cloak) {
      const person = mask ?? (await stage('segment', () => segmenter.run(frame)));
      const bounds = personBounds(person);
      if (bounds) {
        crop = chooseCrop(bounds, frame.displayWidth, frame.displayHeight, lastCrop);
        lastCrop = crop;
        const area = crop;
        await stage('hole', () => passes.hole(person));
        if (settings.view !== 'mask') {
          await stage('prefill', () => passes.prefill(area));
          await stage('generate', () => passes.generate());
        }
      }
    }
    await stage('compose', () => passes.compose(look, crop));
    await passes.finished();
    if (isTimed) times = fresh;
  }

  // A canvas may be empty once its picture was presented: draw again and copy in the same task.
  function copy(draw: () => void): ImageData {
    const { width, height } = canvas;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (!context) throw new Error('This browser cannot read the picture back.');
    draw();
    context.drawImage(canvas, 0, 0);
    return context.getImageData(0, 0, width, height);
  }

  return {
    get times() {
      return times;
    },
    run,
    read: () => copy(() => passes.compose(look, crop)),
    readHole: () => copy(() => passes.compose('hole', crop)),
    dispose() {
      passes.dispose();
      segmenter.dispose();
    },
  };
}
