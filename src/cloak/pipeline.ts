// The frame's way: segment, hole, cut, generate, compose. Chains the stages that the variant in use
// needs (way.ts); no pixels here.
import type { PersonMask } from '../segmentation/person-mask.ts';
import type { Segmenter } from '../segmentation/segmenter.ts';
import { chooseCrop, personBounds, WHOLE, type Rect } from './geometry.ts';
import type { Look, Passes } from './passes.ts';
import type { RoomReport } from './room/report.ts';
import type { Settings } from './settings.ts';
import type { Way } from './way.ts';

/** `prefill` is `cut` with the hole filled smoothly: a frame has one of the two. */
export type StageName = 'upload' | 'segment' | 'hole' | 'prefill' | 'cut' | 'generate' | 'compose';

/** Milliseconds per stage; a stage that did not run is absent. */
export type StageTimes = Partial<Record<StageName, number>>;

/** Every so many frames one is timed: the stages then wait for the GPU, which costs a little. */
const TIMED_EVERY = 20;

export interface PipelineOptions {
  canvas: OffscreenCanvas;
  passes: Passes;
  way: Way;
  /** Width by height of the generator's input. */
  aspect: number;
  /** May be absent for a variant that finds the person itself. */
  segmenter?: Segmenter;
  /** Times every frame instead of a sample of them. */
  timeAll?: boolean;
  /** Told in a sentence when something happened to the room, for example that the camera moved. */
  notify?: (sentence: string) => void;
}

export interface Pipeline {
  /** Of the last frame that was timed. */
  readonly times: StageTimes;
  /**
   * Cloaks one frame and draws it to the canvas, which takes the frame's size. The caller keeps
   * the frame and closes it. With `mask` the segmenter is not asked; a variant that finds the person
   * itself asks neither.
   */
  run(frame: VideoFrame, settings: Settings, mask?: PersonMask): Promise<void>;
  /** The canvas as last drawn, RGBA; for evaluation. Call it before the frame is closed. */
  read(): ImageData;
  /**
   * The hole's alpha at frame size in R, G and B; for evaluation, under the same condition. It comes
   * from the mask alone, also where the variant used a matte: all variants are measured over the same
   * pixels.
   */
  readHole(): ImageData;
  /**
   * What the plate knows at frame size, in R, G and B: 0 never seen, up to 255 x SEEN_FROM guessed,
   * above that seen; black while the room is not remembered. For evaluation, under the same condition.
   */
  readConfidence(): ImageData;
  /** Whether the generator ran for the last frame. */
  readonly generated: boolean;
  /** How well the room is known; undefined while it is not remembered. Begins a new count of frames. */
  room(): RoomReport | undefined;
  /** For so long (ms of the frames' own time) what shows outside the hole is taken for the room at once. */
  learn(milliseconds: number): void;
  dispose(): void;
}

export function createPipeline(options: PipelineOptions): Pipeline {
  const { canvas, passes, way, aspect, timeAll } = options;
  let times: StageTimes = {};
  let frames = 0;
  let crop: Rect | undefined;
  /** Kept for frames of one size only: another is another source, or the warm-up. */
  let lastCrop: { crop: Rect; width: number; height: number } | undefined;
  /** What was run last, for `readHole`. */
  let last: { frame: VideoFrame; mask?: PersonMask } | undefined;
  let generated = false;
  let look: Look = { view: 'cloaked', split: 0.5, cloak: true };

  function segment(frame: VideoFrame): PersonMask {
    if (!options.segmenter) throw new Error('The segmenter is needed here, but was not loaded.');
    return options.segmenter.run(frame);
  }

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
    generated = false;
    last = { frame, mask };
    look = settings;
    if (settings.cloak) {
      if (way.findsPerson) {
        crop = WHOLE;
      } else {
        const person = mask ?? (await stage('segment', () => segment(frame)));
        const bounds = personBounds(person);
        if (bounds) {
          const { displayWidth: width, displayHeight: height } = frame;
          const isSame = lastCrop?.width === width && lastCrop.height === height;
          crop = chooseCrop(bounds, width, height, aspect, isSame ? lastCrop?.crop : undefined);
          lastCrop = { crop, width, height };
          await stage('hole', () => passes.hole(person));
        }
      }
      // The mask's view needs no fill, but the matte comes with it.
      if (crop && (settings.view !== 'mask' || way.givesMatte)) {
        const area = crop;
        await stage(way.prefills ? 'prefill' : 'cut', () => passes.cut(area));
        await stage('generate', () => passes.generate());
        generated = true;
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
    readHole() {
      let area = crop;
      if (way.findsPerson && last) {
        const person = last.mask ?? segment(last.frame);
        passes.hole(person);
        area = personBounds(person) && WHOLE;
      }
      return copy(() => passes.compose('hole', area));
    },
    readConfidence: () => new ImageData(canvas.width, canvas.height),
    get generated() {
      return generated;
    },
    room: () => undefined,
    learn() {},
    dispose() {
      passes.dispose();
      options.segmenter?.dispose();
    },
  };
}
