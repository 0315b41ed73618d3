// The frame's way: upload, mask, the strategy that the variant in use (way.ts) and the settings ask for, composition.
// Whoever wants the picture (canvas, recorder, output track, snapshot) takes it from here. No pixels here.
import type { Network } from '../models/network.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import type { Choice, Somebody } from '../segmentation/choice.ts';
import { createFollowing, type Followed } from '../segmentation/following.ts';
import { createMaskOverTime } from '../segmentation/mask-over-time.ts';
import type { Finder } from '../segmentation/finder.ts';
import { createPeople } from '../segmentation/people.ts';
import type { PictureFinder } from '../segmentation/picture-finder.ts';
import type { Segmenter } from '../segmentation/segmenter.ts';
import { isPlain } from '../sources/plain-frame.ts';
import { UnfitRoomError } from './brought/bring-room.ts';
import { createFrameTime } from './frame-time.ts';
import { createFindingItself } from './finding-itself.ts';
import { createFrameByFrame } from './frame-by-frame.ts';
import type { Look, Passes } from './passes.ts';
import { createRemembering } from './remembering.ts';
import type { RoomReport } from './room/report.ts';
import { createReducer, type SmallPicture } from '../frame/small-picture.ts';
import { DEFAULT_SETTINGS, type Settings, type ShutterShows } from './settings.ts';
import { createStageTimes, type RunStage, type StageName, type StageTimes } from './stage-times.ts';
import type { Strategy, Turn } from './strategy.ts';
import type { TextureStage } from '../texture/texture-stage.ts';
import { createTexturing } from './texturing.ts';
import type { SomeThing } from './things/thing.ts';
import { createThings, type ThingMap, type ThingWish } from './things/things.ts';
import type { Way } from '../models/way.ts';
import type { Zone } from './zones.ts';

/** Every so many frames one is timed: the stages then wait for the GPU, which costs a little. */
const TIMED_EVERY = 20;

/** px of the longer side of the picture on which a thing is looked for that somebody pointed at. */
const THING_SIDE = 256;

/** For strategies that are not told of anybody. */
const NOBODY: PersonMask = { data: new Uint8Array(1), width: 1, height: 1 };

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
   * Cloaks one frame and draws it to the canvas, which takes the frame's size. The caller keeps
   * the frame, which must be plain (sources/plain-frame.ts), and closes it. With `mask` the segmenter is not asked; a variant that finds the person
   * itself asks neither. When it resolves everything is drawn, though the machine may still be at it; errors of that
   * come with the next frame.
   */
  run(frame: VideoFrame, settings: Settings, mask?: PersonMask): Promise<void>;
  /**
   * Closes the shutter: draws the remembered room, or a plain picture, at once. The frame that is under way is not shown
   * either. It stays closed until a frame is run whose settings say otherwise.
   */
  shut(): void;
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
  readHole(): ImageData;
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
  const { canvas, passes, timeAll } = options;
  let { way, segmenter } = options;
  let times: StageTimes = {};
  let frames = 0;
  /** Where the person is in the frame that was run last, for `readHole`. */
  let personOfLast: (() => PersonMask) | undefined;
  /** Where things are in it that go. */
  let thingsOfLast: ThingMap | undefined;
  let generated = false;
  let doing: StageName | undefined;
  const frameTime = createFrameTime();
  const maskOverTime = createMaskOverTime();
  const people = createPeople((sentence) => options.notify?.(sentence));
  const following = createFollowing();
  const things = createThings((sentence) => options.notify?.(sentence));
  const reduce = createReducer();
  const reduceLess = createReducer(THING_SIDE);
  /** Of the frame that is under way. */
  let small: { of: VideoFrame; picture: SmallPicture } | undefined;
  const raw: Strategy = {
    async run({ takeIn }) {
      await takeIn();
      return false;
    },
    draw: (wanted) => passes.compose(wanted),
    leave() {},
  };
  const texturing = createTexturing(passes, options.createTexture, (sentence) =>
    options.notify?.(sentence),
  );
  texturing.trust(options.generator.card.fill ?? 'smooth');
  let alone = createAlone(options.generator);
  const remembering = createRemembering({
    ...{ passes, texturing, aspect: aspectOf(options.generator), notify: options.notify },
    ...{ smallOf, onOtherView: () => following.reset() },
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

  function smallOf(frame: VideoFrame): SmallPicture {
    if (small?.of !== frame) small = { of: frame, picture: reduce(frame) };
    return small.picture;
  }

  async function find(
    frame: VideoFrame,
    apart: number,
    waits: boolean,
  ): Promise<Followed & Pick<Turn, 'mistaken'>> {
    const remembered = strategy === remembering ? remembering.remembered(frame) : undefined;
    const picture = smallOf(frame);
    const about = { picture, remembered, waits };
    const { mask, mistaken } = await people.run(frame, segmenterInUse(), about);
    return { ...following.run(mask, picture, apart), mistaken };
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
    maskOverTime.reset();
    people.reset();
    following.reset();
    personOfLast = undefined;
    generated = false;
    if (canvas.width !== width || canvas.height !== height) passes.cover({ width, height });
    draw();
    await passes.finished();
  }

  async function run(frame: VideoFrame, settings: Settings, mask?: PersonMask): Promise<void> {
    // The stages would each see another picture.
    if (!isPlain(frame)) throw new Error('A frame came to the cloak that is not plain.');
    const timed =
      timeAll || frames % TIMED_EVERY === TIMED_EVERY - 1
        ? createStageTimes(() => passes.finished())
        : undefined;
    const plain: RunStage = async (_name, work) => await work();
    const stage: RunStage = async (name, work) => {
      doing = name;
      try {
        return await (timed?.stage ?? plain)(name, work);
      } finally {
        doing = undefined;
      }
    };
    frames++;
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
    let person = NOBODY;
    let kept: Followed['kept'];
    let mistaken: Turn['mistaken'];
    if (next !== raw && !way.findsPerson) {
      const followed: Awaited<ReturnType<typeof find>> = mask
        ? { mask }
        : await stage('segment', () => find(frame, apart, settings.waits));
      ({ kept, mistaken } = followed);
      person = maskOverTime.run(followed.mask, apart);
    } else following.reset();
    const found =
      next === raw || things.isIdle
        ? undefined
        : things.run({
            ...{ small: smallOf(frame), look: () => reduceLess(frame) },
            ...{ people: person, kept, seconds, teaches: next === remembering },
          });
    if (found) person = found.mask;
    thingsOfLast = found?.map;
    personOfLast = () => (way.findsPerson ? (mask ?? segmenterInUse().run(frame)) : person);
    const takeIn = async () => {
      await passes.finished();
      await stage('upload', () => passes.begin(frame));
    };
    const turn = {
      frame,
      person,
      kept,
      things: found?.map,
      mistaken,
      settings,
      zones,
      seconds,
      stage,
      takeIn,
    };
    generated = await next.run(turn);
    small = undefined; // frames are not kept
    if (next === remembering) zones = remembering.zones() ?? zones;
    // Nobody waits for the passes: the machine does them while the next frame is segmented and watched.
    await stage('compose', draw);
    if (timed) times = timed.times;
    if (next === remembering) remembering.shown();
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
    shut() {
      isShut = true;
      draw();
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
    readHole() {
      if (strategy === raw || !personOfLast) return new ImageData(canvas.width, canvas.height);
      if (strategy === alone) passes.hole(personOfLast(), wished.margin);
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
      return doing;
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
        const inIt = await people.findIn(still, segmenterInUse());
        return await remembering.bring(picture, inIt, canvas, thingsOfLast);
      } finally {
        still.close();
      }
    },
    get people() {
      return following.people;
    },
    choose: (choice) => following.choose(choice),
    get things() {
      return things.list;
    },
    point: (wish) => things.wish(wish),
    setFinder: (finder) => people.setFinder(finder),
    setPictureFinder: (finder) => people.setPictureFinder(finder),
    awaitFinders: (coming) => people.awaitFinders(coming),
    recover() {
      strategy.leave();
      strategy = raw; // what was drawn last cannot be drawn again
      following.reset();
      return remembering.recover();
    },
    forget() {
      remembering.forget();
      maskOverTime.reset();
      people.reset();
      following.reset();
      things.reset();
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
      people.dispose();
    },
  };
}

/** Width by height of a generator's input. */
function aspectOf({ card: { input } }: Network): number {
  return input.width / input.height;
}
