// Finds people in a frame: one look at all of it, and a closer one at the people in it.
import { assetUrl } from '../assets.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { inTime } from '../awake-time.ts';
import type { MaskModel } from './mask-model.ts';
import { joinLooks } from './join-looks.ts';
import { secondLooks } from './second-look.ts';
import { mergeMasks, tilesOf, type Part } from './tiles.ts';

const MODEL = 'models/segmenter/selfie_segmentation.tflite';
/** Timeout for loading a runtime (two megabytes, perhaps on a slow connection) and compiling it, ms. */
const STARTS_WITHIN = 60_000;

export interface Segmenter {
  /**
   * Masks the frame, which stays the caller's and must stay open meanwhile. The caller may keep the mask.
   * @throws Error if the graphics context that it reads pictures with is lost: it would find nobody
   */
  run(frame: VideoFrame): Promise<PersonMask>;
  /** Starts to mask a frame that `run` gets soon; absent if that saves no time. The frame stays the caller's. */
  ahead?(frame: VideoFrame): void;
  /** Whether that context is lost. Only a segmenter in another worker helps. */
  readonly isLost: boolean;
  dispose(): void;
}

/** The runtimes of the network; both give the same masks. */
export type SegmenterRuntime = 'litert' | 'mediapipe';

/**
 * Loads the model and the WebAssembly from the assets. Call it in a module worker, and only once in each: a runtime that
 * does not start leaves things in the worker's scope that the other one would trip over.
 * @throws Error with a sentence if the runtime does not start
 */
export async function createSegmenter(
  runtime: SegmenterRuntime,
  modelUrl = assetUrl(MODEL),
): Promise<Segmenter> {
  const model = await inTime(
    createModel(runtime, modelUrl),
    STARTS_WITHIN,
    'The segmenter could not be loaded: it takes too long.',
  );
  let turn = 0;

  function expectContext(): void {
    if (model.isLost) throw new Error('The segmenter lost its graphics context.');
  }

  return {
    async run(frame) {
      const { displayWidth: width, displayHeight: height } = frame;
      const all = tilesOf(width, height);
      expectContext();
      const masks: PersonMask[] = [];
      for (const tile of all.tiles) masks.push(await model.segment(frame, tile));
      const first = masks.length === 1 ? masks[0]! : mergeMasks(all, masks);
      // A second look costs as much as the first: people who are too far apart to share one take turns.
      const parts = secondLooks(first, width, height);
      const part: Part | undefined = parts[turn++ % parts.length];
      const second = part && { part, mask: await model.segment(frame, part) };
      expectContext(); // it may have been lost meanwhile
      return joinLooks(first, second, width, height);
    },
    get isLost() {
      return model.isLost;
    },
    dispose: () => model.dispose(),
  };
}

async function createModel(runtime: SegmenterRuntime, url: string): Promise<MaskModel> {
  if (runtime === 'litert') {
    const { createLiteRtModel } = await import('./litert-model.ts');
    return createLiteRtModel(url);
  }
  const { createMediaPipeModel } = await import('./mediapipe-model.ts');
  return createMediaPipeModel(url);
}
