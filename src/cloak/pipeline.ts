// The frame's way: upload, mask, the strategy that the variant in use (models/way.ts) and the settings ask for, composition.
// Whoever wants the picture (canvas, recorder, output track, snapshot) takes it from here. No pixels here. Longer than other
// files, as more than a third of it says what a pipeline offers.
import type { PersonMask } from '../frame/person-mask.ts';
import type { Network } from '../models/network.ts';
import type { Way } from '../models/way.ts';
import type { Choice, Somebody } from '../segmentation/choice.ts';
import type { Finder } from '../segmentation/finder.ts';
import type { PictureFinder } from '../segmentation/picture-finder.ts';
import type { Segmenter } from '../segmentation/segmenter.ts';
import { isPlain } from '../sources/plain-frame.ts';
import type { TextureStage } from '../texture/texture-stage.ts';
import { UnfitRoomError } from './brought/bring-room.ts';
import { createFindingItself } from './finding-itself.ts';
import { createFrameByFrame } from './frame-by-frame.ts';
import { createFrameStages } from './frame-stages.ts';
import { createFrameTime } from './frame-time.ts';
import { createMask } from './mask.ts';
import type { Look, Passes } from './passes.ts';
import { createRemembering } from './remembering.ts';
import type { RoomReport } from './room/report.ts';
import { DEFAULT_SETTINGS, type Settings, type ShutterShows } from './settings.ts';
import type { StageName, StageTimes } from './stage-times.ts';
import type { Strategy } from './strategy.ts';
import { createTexturing } from './texturing.ts';
import type { SomeThing } from './things/thing.ts';
import type { ThingWish } from './things/things.ts';
import type { Zone } from './zones.ts';

/** The plate everywhere: nothing of any frame. */
const ROOM_ALONE: Look = { view: 'plate', split: 0, cloak: true };

export interface PipelineOptions {
  canvas: OffscreenCanvas;
  /** With the generator and way below. */
  passes: Passes;
  generator: Network;
  way: Way;
  /** May be absent for a variant that finds the person itself. */
  segmenter?: Segmenter;
  /** Makes the stage that gives what is invented texture; absent: it stays smooth. */
  createTexture?: () => TextureStage;
  /** Times every frame instead of a sample of them. */
  timeAll?: boolean;
  /** Told in a sentence when something happened to the room, for example that the camera moved. */
  notify?: (sentence: string) => void;
}

export interface Pipeline {
  /** Of the last frame that was timed. */
  readonly times: StageTimes;
  /**
   * Cloaks one frame and draws it to the canvas, which takes the frame's size. The caller keeps the frame, which must be
   * plain (sources/plain-frame.ts), and closes it. With `given` the segmenter is not asked who is there; a variant that
   * finds the person itself asks neither. When it resolves everything is drawn, though the machine may still be at it; errors of that
   * come with the next frame.
   */
  run(frame: VideoFrame, settings: Settings, given?: PersonMask): Promise<void>;
  /**
   * Begins to look for people in the frame that is run next, beside the passes of the one that is under way. The frame
   * stays the caller's. @param settings as the frame will be run with, as far as is known
   */
  ahead(frame: VideoFrame, settings: Settings): void;
  /**
   * Closes the shutter: draws the remembered room, or a plain picture, at once. The frame that is under way is not shown
   * either. It stays closed until a frame is run whose settings say otherwise.
   * @returns when the machine has drawn it
   */
  shut(): Promise<void>;
  /** What the closed shutter shows; undefined while it is open. */
  readonly shutter: ShutterShows | undefined;
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
  readHole(): Promise<ImageData>;
  /**
   * What the plate knows at frame size, in R, G and B: 0 never seen, up to 255 x SEEN_FROM guessed,
   * above that seen; black while the room is not remembered. For evaluation, under the same condition.
   */
  readConfidence(): ImageData;
  /** Bytes of GPU memory that the plate holds; 0 while the room is not remembered. */
  readonly plateBytes: number;
  /** How many fills are held; for tests. */
  readonly fillCount: number;
  /** The stage of the frame that is under way. */
  readonly doing: StageName | undefined;
  /** Whether the generator ran for the last frame. */
  readonly generated: boolean;
  /** Whether the last frame showed nothing, so that the plate was drawn in its place. */
  readonly isBlind: boolean;
  /** The settings' zones as they were carried along with the camera; they themselves while it stands still. */
  readonly zones: readonly Zone[];
  /** How well the room is known; undefined while it is not remembered. Begins a new count of frames. */
  room(): RoomReport | undefined;
  /** For so long (ms of the frames' own time) what shows outside the hole is taken for the room at once. */
  learn(milliseconds: number): void;
  /**
   * What is not known of the room is taken from a picture of it, but for people in it, where it fits what the camera
   * shows. Call it between two frames.
   * @param picture upright, opaque
   * @returns what came of it, as a sentence
   * @throws UnfitRoomError with a sentence when it was refused, and nothing was changed
   */
  bringRoom(picture: OffscreenCanvas): Promise<string>;
  /** Who can be chosen to be kept in the picture, in the last frame. */
  readonly people: readonly Somebody[];
  /** Keeps people in the picture from the next frame on, or hides them. */
  choose(choice: Choice): void;
  /** Things that go too, in the last frame. */
  readonly things: readonly SomeThing[];
  /** Takes a thing out of the picture from the next frame on, or gives it back. */
  point(wish: ThingWish): void;
  /** Finds people beside the segmenter from now on, where the room is remembered. It is the pipeline's to dispose of. */
  setFinder(finder: Finder): void;
  /** The same for what finds people in the picture alone, where the room is not known. */
  setPictureFinder(finder: PictureFinder): void;
  /** Finders are on their way: frames whose settings say `waits` wait for them. @param coming never rejects */
  awaitFinders(coming: Promise<void>): void;
  /**
   * The graphics device was lost, with all that the passes held. Call it between two frames; from the next one on the
   * passes must work again.
   * @returns how old (ms) what is still known of the room is; undefined where nothing is
   */
  recover(): number | undefined;
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
  const { canvas, passes } = options;
  const notify = (sentence: string) => options.notify?.(sentence);
  let { way, segmenter } = options;
  /** Where the person is in the frame that was run last, for `readHole`. */
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
  /** Of the frame that was run last. */
  let wished: Settings = { ...DEFAULT_SETTINGS, cloak: false };
  let isShut = false;
  /** As the settings gave them last, and as they were carried along since. */
  let givenZones = wished.zones;
  let zones = givenZones;

  /** Without the room. */
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
    return wished.remember && !way.findsPerson && remembering.knows(canvas);
  }

  /** Draws what is shown, now. */
  function draw(): void {
    if (!isShut) strategy.draw(wished);
    else if (showsRoom()) passes.plate.reveal(ROOM_ALONE);
    else passes.cover();
  }

  /** The frame is not taken in: it only says how large the picture is. */
  async function runShut({ displayWidth: width, displayHeight: height }: VideoFrame) {
    mask.forgetPeople();
    personOfLast = undefined;
    generated = false;
    if (canvas.width !== width || canvas.height !== height) passes.cover({ width, height });
    draw();
    await passes.finished();
  }

  async function run(frame: VideoFrame, settings: Settings, given?: PersonMask): Promise<void> {
    // The stages would each see another picture.
    if (!isPlain(frame)) throw new Error('A frame came to the cloak that is not plain.');
    const { stage, end } = stages.begin();
    const { seconds, apart } = frameTime.next(frame.timestamp);
    wished = settings;
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
    // Nobody waits for the passes: the machine does them while the next frame is segmented and watched.
    await stage('compose', draw);
    if (isShut) await passes.finished(); // meanwhile; who is told of it looks at once
    end();
    if (isRemembering) remembering.shown();
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
      return stages.times;
    },
    run,
    ahead(frame, settings) {
      const isAsked = choose(settings) !== raw && !settings.shutter && !way.findsPerson;
      if (isAsked) segmenter?.ahead?.(frame);
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
    read: () => copy(draw),
    async readHole() {
      if (strategy === raw || !personOfLast) return new ImageData(canvas.width, canvas.height);
      if (strategy === alone) passes.hole(await personOfLast(), wished.margin);
      return copy(() => strategy.draw('hole'));
    },
    readConfidence: () =>
      strategy === remembering
        ? copy(() => passes.plate.reveal('known'))
        : new ImageData(canvas.width, canvas.height),
    get plateBytes() {
      return strategy === remembering ? passes.plate.bytes() : 0;
    },
    get fillCount() {
      return passes.fillCount;
    },
    get doing() {
      return stages.doing;
    },
    get generated() {
      return generated;
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
    get people() {
      return mask.people;
    },
    choose: (choice) => mask.choose(choice),
    get things() {
      return mask.things;
    },
    point: (wish) => mask.point(wish),
    setFinder: (finder) => mask.setFinder(finder),
    setPictureFinder: (finder) => mask.setPictureFinder(finder),
    awaitFinders: (coming) => mask.awaitFinders(coming),
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
      if (way.findsPerson) remembering.forget(); // nobody watches the room meanwhile
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

/** Width by height of a generator's input. */
function aspectOf({ card: { input } }: Network): number {
  return input.width / input.height;
}
