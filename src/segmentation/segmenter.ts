// Finds people in a frame: a look at all of it, and a closer one at the people in it.
import { assetUrl } from '../assets.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { inTime } from '../models/patience.ts';
import { sentenceOf } from '../sentence-of.ts';
import type { MaskModel } from './mask-model.ts';
import { joinLooks, secondLooks } from './second-look.ts';
import { mergeMasks, tilesOf, type Part } from './tiles.ts';

const MODEL = 'models/segmenter/selfie_segmentation.tflite';
/** For a runtime's two megabytes on a slow line, and its compilation, ms. */
const STARTS_WITHIN = 60_000;

export interface Segmenter {
  /**
   * Masks the frame, which stays the caller's and must stay open meanwhile. The mask is the caller's to keep.
   * @throws Error when what it takes pictures in by is lost: it would find nobody
   */
  run(frame: VideoFrame): Promise<PersonMask>;
  /** Begins to mask a frame that `run` gets soon; absent where that would not save any time. The frame stays the caller's. */
  ahead?(frame: VideoFrame): void;
  /** Whether that is lost. Only a segmenter in another worker helps. */
  readonly isLost: boolean;
  dispose(): void;
}

/** The runtimes of its network; both give the same masks. */
export type SegmenterRuntime = 'litert' | 'mediapipe';

/**
 * Loads model and WebAssembly from the assets' place; for use in a module worker, and once in each.
 * @param runtime LiteRT where it starts, MediaPipe elsewhere, unless one is named
 */
export async function createSegmenter(
  modelUrl = assetUrl(MODEL),
  runtime?: SegmenterRuntime,
): Promise<Segmenter> {
  const model = await createModel(modelUrl, runtime);
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
      // A second look costs as much as the first: people who stand too far apart for one take turns.
      const parts = secondLooks(first, width, height);
      const part: Part | undefined = parts[turn++ % parts.length];
      const second = part && { part, mask: await model.segment(frame, part) };
      expectContext(); // it may have gone meanwhile
      return joinLooks(first, second, width, height);
    },
    get isLost() {
      return model.isLost;
    },
    dispose: () => model.dispose(),
  };
}

function started(model: Promise<MaskModel>): Promise<MaskModel> {
  return inTime(model, STARTS_WITHIN, 'The segmenter could not be loaded: it takes too long.');
}

async function createModel(url: string, runtime?: SegmenterRuntime): Promise<MaskModel> {
  if (runtime !== 'mediapipe') {
    try {
      const { createLiteRtModel } = await import('./litert-model.ts');
      return await started(createLiteRtModel(url));
    } catch (problem) {
      if (runtime) throw problem;
      console.warn(`MediaPipe finds people in the place of LiteRT. ${sentenceOf(problem)}`);
    }
  }
  const { createMediaPipeModel } = await import('./mediapipe-model.ts');
  return started(createMediaPipeModel(url));
}
