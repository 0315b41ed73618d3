// The path of a frame: upload, mask, the strategy that the current variant (models/way.ts) and the settings call for,
// composition. All consumers of the picture (canvas, recorder, output track, snapshot) take it from here. No pixels
// here. The file is longer than others because more than a third of it describes the pipeline's interface.
import type { PersonMask } from '../frame/person-mask.ts';
import type { Network } from '../models/network.ts';
import type { Way } from '../models/way.ts';
import type { Segmenter } from '../segmentation/segmenter.ts';
import { isPlain } from '../sources/plain-frame.ts';
import type { TextureStage } from '../texture/texture-stage.ts';
import { UnfitRoomError } from './brought/bring-room.ts';
import { createFindingItself } from './finding-itself.ts';
import { createFrameByFrame } from './frame-by-frame.ts';
import { createFrameStages } from './frame-stages.ts';
import { createFrameTime } from './frame-time.ts';
import type { LastFrame } from './inspection.ts';
import { createMask, type MaskControls } from './mask.ts';
import type { DisplayOptions, Passes } from './passes.ts';
import { createRemembering } from './remembering.ts';
import type { RoomReport } from './room/report.ts';
import { DEFAULT_SETTINGS, type Settings, type ShutterShows } from './settings.ts';
import type { StageName, StageTimes } from './stage-times.ts';
import type { Strategy } from './strategy.ts';
import { createTexturing } from './texturing.ts';
import type { Zone } from './zones.ts';

/** The plate everywhere: nothing of any frame. */
const ROOM_ALONE: DisplayOptions = { view: 'plate', split: 0, cloak: true };

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
  /** Whether the last frame was cloaked with the remembered room. */
  readonly isRemembering: boolean;
  /** Whether the last frame showed nothing, so that the plate was drawn in its place. */
  readonly isBlind: boolean;
  /** The settings' zones, moved with the camera; the same objects while it is still. */
  readonly zones: readonly Zone[];
  /** How well the room is known; undefined while it is not remembered. Restarts the count of frames. */
  room(): RoomReport | undefined;
  /** For this long (ms of the frames' own time), whatever is visible outside the hole is learned as room at once. */
  learn(milliseconds: number): void;
  /**
   * Fills in what is not known of the room from a picture of it, except for people in it, if it fits what the camera
   * shows. Call it between two frames.
   * @param picture upright, opaque
   * @returns the outcome, as a sentence
   * @throws UnfitRoomError with a sentence if it was refused; nothing has changed then
   */
  bringRoom(picture: OffscreenCanvas): Promise<string>;
  /** Whom and what the mask holds: people, things, and the finders that look for them. */
  readonly mask: MaskControls;
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
  /** Where the person is in the last frame. */
  let personOfLast: (() => PersonMask | Promise<PersonMask>) | undefined;
  let generated = false;
  const frameTime = createFrameTime();
  const stages = createFrameStages(() => passes.finished(), options.timeAll);
  const mask = createMask(notify);
  const raw: Strategy = {
    async run({ takeIn }) {
      await takeIn();
      return false;
    },
    draw: (wanted) => passes.compose(wanted),
    leave() {},
  };
  const texturing = createTexturing(passes, options.createTexture, notify);
  texturing.trust(options.generator.card.fill ?? 'smooth');
  let alone = createAlone(options.generator);
  const remembering = createRemembering({
    passes,
    texturing,
    aspect: aspectOf(options.generator),
    notify,
    smallOf: mask.smallOf,
    onOtherView: () => mask.loseTrack(),
  });
  /** How the last frame was cloaked. */
  let strategy = raw;
  /** The settings of the last frame. */
  let current: Settings = { ...DEFAULT_SETTINGS, cloak: false };
  let isShut = false;
  /** The zones of the last settings, and the same moved with the camera since. */
  let givenZones = current.zones;
  let zones = givenZones;

  /** The strategy without the remembered room. */
  function createAlone(generator: Network): Strategy {
    if (way.findsPerson) return createFindingItself(passes);
    return createFrameByFrame(passes, way, aspectOf(generator), texturing);
  }

  function choose({ cloak, remember }: Settings): Strategy {
    if (!cloak) return raw;
    return remember && !way.findsPerson ? remembering : alone;
  }

  function segmenterInUse(): Segmenter {
    if (!segmenter) throw new Error('The segmenter is needed here, but was not loaded.');
    return segmenter;
  }

  function showsRoom(): boolean {
    return current.remember && !way.findsPerson && remembering.knows(canvas);
  }

  /** Draws the current picture. */
  function draw(): void {
    if (!isShut) strategy.draw(current);
    else if (showsRoom()) passes.plate.reveal(ROOM_ALONE);
    else passes.cover();
  }

  /** The frame only gives the size of the picture; its pixels are not used. */
  async function runShut({ displayWidth: width, displayHeight: height }: VideoFrame) {
    mask.forgetPeople();
    personOfLast = undefined;
    generated = false;
    if (canvas.width !== width || canvas.height !== height) passes.cover({ width, height });
    draw();
    await passes.finished();
  }

  async function run(frame: VideoFrame, settings: Settings, given?: PersonMask): Promise<void> {
    // Otherwise each stage would see a different picture.
    if (!isPlain(frame)) throw new Error('A frame came to the cloak that is not plain.');
    const { stage, end } = stages.begin();
    const { seconds, apart } = frameTime.next(frame.timestamp);
    current = settings;
    isShut = settings.shutter;
    if (isShut) return runShut(frame);
    if (settings.zones !== givenZones) zones = givenZones = settings.zones;

    const next = choose(settings);
    if (next !== strategy) strategy.leave();
    strategy = next;
    personOfLast = undefined;
    generated = false;
    const isRemembering = next === remembering;
    const isTold = next !== raw && !way.findsPerson;
    const masked = await mask.run(frame, {
      segmenter: isTold && !given ? segmenterInUse() : undefined,
      given: isTold ? given : undefined,
      findsThings: next !== raw,
      remembered: () => (isRemembering ? remembering.remembered(frame) : undefined),
      teaches: isRemembering,
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
    generated = await next.run({ frame, ...masked, settings, zones, seconds, stage, takeIn });
    mask.done();
    if (isRemembering) zones = remembering.zones() ?? zones;
    // The passes are not awaited: the GPU runs them while the next frame is segmented and watched.
    await stage('compose', draw);
    if (isShut) await passes.finished(); // closed meanwhile; the caller reads the picture at once
    end();
    if (isRemembering) remembering.shown();
  }

  return {
    get times() {
      return stages.times;
    },
    run,
    ahead(frame, settings) {
      const isAsked = choose(settings) !== raw && !settings.shutter && !way.findsPerson;
      if (!isAsked) return;
      segmenter?.ahead?.(frame);
      if (settings.waits) mask.ahead(frame);
    },
    shut() {
      isShut = true;
      draw();
      return passes.finished();
    },
    get shutter() {
      if (!isShut) return undefined;
      return showsRoom() ? 'room' : 'plain';
    },
    redraw(use) {
      draw();
      return use(canvas);
    },
    get last() {
      const person = strategy === raw ? undefined : personOfLast;
      const { margin } = current;
      return { canvas, passes, strategy, isRemembering: strategy === remembering, person, margin };
    },
    get doing() {
      return stages.doing;
    },
    get generated() {
      return generated;
    },
    get isRemembering() {
      return strategy === remembering;
    },
    get isBlind() {
      return strategy === remembering && remembering.isBlind();
    },
    get zones() {
      return zones;
    },
    room: () => (strategy === remembering ? remembering.report() : undefined),
    learn: (milliseconds) => remembering.learn(milliseconds),
    async bringRoom(picture) {
      if (strategy !== remembering || isShut) {
        const sentence =
          'A picture of the room can be brought while the room is remembered and the cloak is on.';
        throw new UnfitRoomError(sentence);
      }
      await passes.finished();
      const still = new VideoFrame(picture, { timestamp: 0 });
      try {
        const inIt = await mask.findIn(still, segmenterInUse());
        return await remembering.bring(picture, inIt, canvas, mask.thingMap);
      } finally {
        still.close();
      }
    },
    mask,
    recover() {
      strategy.leave();
      strategy = raw; // what was drawn last cannot be drawn again
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
      strategy.leave();
      strategy = raw; // what was drawn last cannot be drawn again
      texturing.trust(generator.card.fill ?? 'smooth');
      alone = createAlone(generator);
      remembering.changeGenerator(aspectOf(generator));
      if (way.findsPerson) remembering.forget(); // the room is not watched in the meantime
    },
    dispose() {
      strategy.leave();
      texturing.dispose();
      passes.dispose();
      segmenter?.dispose();
      mask.dispose();
    },
  };
}

/** Width divided by height, of a generator's input. */
function aspectOf({ card: { input } }: Network): number {
  return input.width / input.height;
}
