// The frame's way: segment, hole, cut, generate, compose. Chains the stages that the variant in use
// needs (way.ts); with the room remembered, remembering.ts does. No pixels here.
import type { Network } from '../models/network.ts';
import type { PersonMask } from '../segmentation/person-mask.ts';
import { createMaskOverTime } from '../segmentation/mask-over-time.ts';
import type { Segmenter } from '../segmentation/segmenter.ts';
import { isPlain } from '../sources/plain-frame.ts';
import { createFrameTime } from './frame-time.ts';
import { chooseCrop, personBounds, WHOLE, type Rect } from './geometry.ts';
import type { Look, Passes } from './passes.ts';
import { createRemembering } from './remembering.ts';
import type { RoomReport } from './room/report.ts';
import type { Settings } from './settings.ts';
import { createStageTimes, type RunStage, type StageTimes } from './stage-times.ts';
import type { Way } from './way.ts';

/** Every so many frames one is timed: the stages then wait for the GPU, which costs a little. */
const TIMED_EVERY = 20;

export interface PipelineOptions {
  canvas: OffscreenCanvas;
  /** With the generator and way below. */
  passes: Passes;
  generator: Network;
  way: Way;
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
   * the frame, which must be plain (sources/plain-frame.ts), and closes it. With `mask` the segmenter is not asked; a variant that finds the person
   * itself asks neither.
   */
  run(frame: VideoFrame, settings: Settings, mask?: PersonMask): Promise<void>;
  /**
   * Draws the last picture again and lets it be used in the same task: later a canvas may be empty.
   * Call it before the frame is closed.
   */
  redraw<Result>(use: (canvas: OffscreenCanvas) => Result): Result;
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
  /** Bytes of GPU memory that the plate holds; 0 while the room is not remembered. */
  readonly plateBytes: number;
  /** Whether the generator ran for the last frame. */
  readonly generated: boolean;
  /** Whether the last frame showed nothing, so that the plate was drawn in its place. */
  readonly isBlind: boolean;
  /** How well the room is known; undefined while it is not remembered. Begins a new count of frames. */
  room(): RoomReport | undefined;
  /** For so long (ms of the frames' own time) what shows outside the hole is taken for the room at once. */
  learn(milliseconds: number): void;
  /** Another source follows: nothing is remembered. */
  forget(): void;
  /**
   * Goes on with another generator of the same tier; what is known of the room stays, where the new one's
   * way needs it. Call it between two frames; when it resolves, the generator before is no longer used.
   * @param segmenter as in the options; the one there was stays if there is none
   */
  setGenerator(generator: Network, way: Way, segmenter?: Segmenter): Promise<void>;
  dispose(): void;
}

export function createPipeline(options: PipelineOptions): Pipeline {
  const { canvas, passes, timeAll } = options;
  let { way, segmenter } = options;
  let aspect = aspectOf(options.generator);
  let times: StageTimes = {};
  let frames = 0;
  let crop: Rect | undefined;
  /** Kept for frames of one size only: another is another source, or the warm-up. */
  let lastCrop: { crop: Rect; width: number; height: number } | undefined;
  /** What was run last, for `readHole`. */
  let last: { frame: VideoFrame; mask?: PersonMask } | undefined;
  let generated = false;
  /** Whether the last frame was cloaked with the plate. */
  let remembered = false;
  const frameTime = createFrameTime();
  const maskOverTime = createMaskOverTime();
  const remembering = createRemembering({ passes, aspect, notify: options.notify });
  let look: Look = { view: 'cloaked', split: 0.5, cloak: true };

  function draw(what: Look | 'hole', area: Rect | undefined): void {
    if (remembered) passes.plate.reveal(what);
    else passes.compose(what, area);
  }

  function segment(frame: VideoFrame): PersonMask {
    if (!segmenter) throw new Error('The segmenter is needed here, but was not loaded.');
    return segmenter.run(frame);
  }

  async function run(frame: VideoFrame, settings: Settings, mask?: PersonMask): Promise<void> {
    // The stages would each see another picture.
    if (!isPlain(frame)) throw new Error('A frame came to the cloak that is not plain.');
    const timed =
      timeAll || frames % TIMED_EVERY === TIMED_EVERY - 1
        ? createStageTimes(() => passes.finished())
        : undefined;
    const stage: RunStage = timed?.stage ?? (async (_name, work) => await work());
    frames++;
    const { seconds, apart } = frameTime.next(frame.timestamp);

    await stage('upload', () => passes.begin(frame));
    crop = undefined;
    generated = false;
    last = { frame, mask };
    remembered = false;
    look = settings;
    if (settings.cloak) {
      if (!settings.remember) await remembering.settled();
      if (way.findsPerson) {
        crop = WHOLE;
      } else {
        const found = mask ?? (await stage('segment', () => segment(frame)));
        const person = maskOverTime.run(found, apart);
        if (settings.remember) {
          remembered = true;
          generated = await remembering.run(frame, person, settings, seconds, stage);
          await passes.finished();
          if (timed) times = timed.times;
          return;
        }
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
        await stage('generate', () => passes.generate(settings.refine));
        generated = true;
      }
    }
    await stage('compose', () => passes.compose(look, crop));
    await passes.finished();
    if (timed) times = timed.times;
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
    redraw(use) {
      draw(look, crop);
      return use(canvas);
    },
    read: () => copy(() => draw(look, crop)),
    readHole() {
      let area = crop;
      if (way.findsPerson && last) {
        const person = last.mask ?? segment(last.frame);
        passes.hole(person);
        area = personBounds(person) && WHOLE;
      }
      return copy(() => draw('hole', area));
    },
    readConfidence: () =>
      remembered
        ? copy(() => passes.plate.reveal('known'))
        : new ImageData(canvas.width, canvas.height),
    get plateBytes() {
      return remembered ? passes.plate.bytes() : 0;
    },
    get generated() {
      return generated;
    },
    get isBlind() {
      return remembered && remembering.isBlind();
    },
    room: () => (remembered ? remembering.report() : undefined),
    learn: (milliseconds) => remembering.learn(milliseconds),
    forget() {
      remembering.forget();
      maskOverTime.reset();
      frameTime.reset();
    },
    async setGenerator(generator, nextWay, nextSegmenter) {
      await remembering.settled();
      passes.setGenerator(generator, nextWay);
      way = nextWay;
      aspect = aspectOf(generator);
      segmenter = nextSegmenter ?? segmenter;
      lastCrop = undefined;
      remembering.changeGenerator(aspect);
      if (way.findsPerson) remembering.forget(); // nobody watches the room meanwhile
    },
    dispose() {
      passes.dispose();
      segmenter?.dispose();
    },
  };
}

/** Width by height of a generator's input. */
function aspectOf({ card: { input } }: Network): number {
  return input.width / input.height;
}
