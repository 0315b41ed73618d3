// The path of a frame: mask, upload, the strategy that the current variant (models/way.ts) and the settings call for,
// composition. All consumers of the picture (canvas, recorder, output track, snapshot) take it from here. No pixels
// here.
import type { PersonMask } from '../frame/person-mask.ts';
import type { Network } from '../models/network.ts';
import type { Way } from '../models/way.ts';
import type { Segmenter } from '../segmentation/segmenter.ts';
import { isPlain } from '../sources/plain-frame.ts';
import type { TextureStage } from '../texture/texture-stage.ts';
import { createFrameStages } from './frame-stages.ts';
import { createFrameTime } from './frame-time.ts';
import type { LastFrame } from './inspection.ts';
import { createMask, type MaskControls } from './mask.ts';
import type { Passes } from './passes.ts';
import { createRoomControls, type RoomControls } from './room-controls.ts';
import { DEFAULT_SETTINGS, type Settings, type ShutterShows } from './settings.ts';
import { createShutter } from './shutter.ts';
import type { StageName, StageTimes } from './stage-times.ts';
import { createStrategies } from './strategies.ts';
import type { Zone } from './zones.ts';

export interface PipelineOptions {
  canvas: OffscreenCanvas;
  /** Made for the generator and way below. */
  passes: Passes;
  generator: Network;
  way: Way;
  /** May be absent for a variant that finds the person itself. */
  segmenter?: Segmenter;
  /** Makes the stage that adds texture to the fill; absent: the fill stays smooth. */
  createTexture?: () => TextureStage;
  /** Times every frame instead of a sample of them. */
  timeAll?: boolean;
  /** Called with a sentence when something happened to the room, for example that the camera moved. */
  notify?: (sentence: string) => void;
}

export interface Pipeline {
  /** Of the last frame that was timed. */
  readonly times: StageTimes;
  /**
   * Cloaks one frame and draws it to the canvas, which takes the frame's size. The frame must be plain
   * (sources/plain-frame.ts); the caller keeps and closes it. With `given`, the segmenter does not run; a variant that
   * finds the person itself uses neither. When it resolves, everything has been issued, although the GPU may still be
   * drawing. Errors from that are thrown with the next frame.
   */
  run(frame: VideoFrame, settings: Settings, given?: PersonMask): Promise<void>;
  /**
   * Starts to find people in the frame that is run next, in parallel with the passes of the current one. The frame
   * stays the caller's. @param settings with which the frame will be run, as far as is known
   */
  ahead(frame: VideoFrame, settings: Settings): void;
  /**
   * Closes the shutter: draws the remembered room, or a plain picture, at once. The frame in progress is not shown
   * either. The shutter stays closed until a frame is run whose settings open it.
   * @returns resolves when it has been drawn
   */
  shut(): Promise<void>;
  /** What the closed shutter shows; undefined while it is open. */
  readonly shutter: ShutterShows | undefined;
  /**
   * Draws the last picture again and lets `use` read it in the same task: later a canvas may be empty.
   * Call it before the frame is closed.
   */
  redraw<Result>(use: (canvas: OffscreenCanvas) => Result): Result;
  /** How the last frame was cloaked, for inspection.ts. */
  readonly last: LastFrame;
  /** The stage that is running. */
  readonly doing: StageName | undefined;
  /** Whether the generator ran for the last frame. */
  readonly generated: boolean;
  /** The settings' zones, moved with the camera; the same objects while it is still. */
  readonly zones: readonly Zone[];
  /** Who and what is hidden. */
  readonly mask: MaskControls;
  /** The remembered room. */
  readonly room: RoomControls;
  /**
   * The graphics device was lost, with everything that the passes held. Call it between two frames; from the next one
   * on, the passes must work again.
   * @returns the age (ms) of what is still known of the room; undefined if nothing is
   */
  recover(): number | undefined;
  /** Another source follows: nothing is remembered. */
  forget(): void;
  /**
   * Switches to another generator of the same tier; what is known of the room stays if the new one needs it. Call it
   * between two frames; when it resolves, the old generator is no longer used.
   * @param segmenter as in the options; if absent, the current one stays
   */
  setGenerator(generator: Network, way: Way, segmenter?: Segmenter): Promise<void>;
  dispose(): void;
}

export function createPipeline(options: PipelineOptions): Pipeline {
  const { canvas, passes } = options;
  const notify = (sentence: string) => options.notify?.(sentence);
  let { way, segmenter } = options;
  const frameTime = createFrameTime();
  const stages = createFrameStages(() => passes.finished(), options.timeAll);
  const mask = createMask(notify);
  const strategies = createStrategies({
    ...options,
    notify,
    smallOf: mask.smallOf,
    onOtherView: () => mask.loseTrack(),
  });
  const { raw, remembering } = strategies;
  const shutter = createShutter(
    canvas,
    passes,
    () => current.remember && !way.findsPerson && remembering.knows(canvas),
  );
  const room = createRoomControls({ canvas, passes, mask, strategies, shutter, segmenterInUse });
  /** The settings of the last frame. */
  let current: Settings = { ...DEFAULT_SETTINGS, cloak: false };
  /** The zones of the last settings, and the same moved with the camera since. */
  let givenZones = current.zones;
  let zones = givenZones;
  /** Where the person is in the last frame. */
  let personOfLast: (() => PersonMask | Promise<PersonMask>) | undefined;
  let generated = false;

  function segmenterInUse(): Segmenter {
    if (!segmenter) throw new Error('The segmenter is needed here, but was not loaded.');
    return segmenter;
  }

  async function run(frame: VideoFrame, settings: Settings, given?: PersonMask): Promise<void> {
    // Otherwise each stage would see a different picture.
    if (!isPlain(frame)) throw new Error('A frame came to the cloak that is not plain.');
    const { stage, end } = stages.begin();
    const { seconds, apart } = frameTime.next(frame.timestamp);
    current = settings;
    shutter.isClosed = settings.shutter;
    personOfLast = undefined;
    generated = false;
    if (shutter.isClosed) return runShut(frame);
    if (settings.zones !== givenZones) zones = givenZones = settings.zones;

    const strategy = strategies.enter(settings);
    const asksForPeople = strategy !== raw && !way.findsPerson;
    const masked = await mask.run(frame, {
      segmenter: asksForPeople && !given ? segmenterInUse() : undefined,
      given: asksForPeople ? given : undefined,
      findsThings: strategy !== raw,
      remembered: () => (strategy === remembering ? remembering.remembered(frame) : undefined),
      teaches: strategy === remembering,
      waits: settings.waits,
      seconds,
      apart,
      stage,
    });
    personOfLast = () => (way.findsPerson ? (given ?? segmenterInUse().run(frame)) : masked.person);
    const takeIn = async () => {
      await passes.finished();
      await stage('upload', () => passes.begin(frame));
    };
    generated = await strategy.run({ frame, ...masked, settings, zones, seconds, stage, takeIn });
    mask.done();
    if (strategy === remembering) zones = remembering.zones() ?? zones;
    // The passes are not awaited: the GPU runs them while the next frame is segmented and watched.
    await stage('compose', draw);
    if (shutter.isClosed) await passes.finished(); // closed meanwhile; the caller reads the picture at once
    end();
    if (strategy === remembering) remembering.shown();
  }

  /** The frame only gives the size of the picture; its pixels are not used. */
  async function runShut({ displayWidth: width, displayHeight: height }: VideoFrame) {
    mask.forgetPeople();
    shutter.draw({ width, height });
    await passes.finished();
  }

  /** Draws the current picture. */
  function draw(): void {
    if (shutter.isClosed) shutter.draw();
    else strategies.last.draw(current);
  }

  return {
    get times() {
      return stages.times;
    },
    run,
    ahead(frame, settings) {
      const isCloaked = strategies.choose(settings) !== raw && !settings.shutter;
      if (!isCloaked || way.findsPerson) return;
      segmenter?.ahead?.(frame);
      if (settings.waits) mask.ahead(frame);
    },
    shut() {
      shutter.isClosed = true;
      draw();
      return passes.finished();
    },
    get shutter() {
      return shutter.shows;
    },
    redraw(use) {
      draw();
      return use(canvas);
    },
    get last() {
      const strategy = strategies.last;
      const person = strategy === raw ? undefined : personOfLast;
      const { margin } = current;
      return { canvas, passes, strategy, isRemembering: room.isInUse, person, margin };
    },
    get doing() {
      return stages.doing;
    },
    get generated() {
      return generated;
    },
    get zones() {
      return zones;
    },
    mask,
    room,
    recover() {
      strategies.leave();
      mask.loseTrack();
      return remembering.recover();
    },
    forget() {
      remembering.forget();
      mask.forget();
      frameTime.reset();
    },
    async setGenerator(generator, nextWay, nextSegmenter) {
      await remembering.settled();
      passes.setGenerator(generator, nextWay);
      way = nextWay;
      segmenter = nextSegmenter ?? segmenter;
      strategies.changeGenerator(generator, nextWay);
    },
    dispose() {
      strategies.dispose();
      passes.dispose();
      segmenter?.dispose();
      mask.dispose();
    },
  };
}
