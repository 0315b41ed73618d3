// The way of a frame while the room is remembered: what the watch sees decides what the plate does, and
// whether the generator is needed. Chains stages; no pixels here.
import { bringRoom, UnfitRoomError } from './brought/bring-room.ts';
import { createGuesses } from './guesses.ts';
import { createKeeping, type KeptRoom } from './keeping.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import type { Remembered } from '../segmentation/finder-planes.ts';
import type { Passes } from './passes.ts';
import { SEEN_FROM, type RoomReport } from './room/report.ts';
import { createBlindNotice } from './room/blind-notice.ts';
import { createRepeats } from './room/repeats.ts';
import { isStill, reachOf } from '../frame/motion.ts';
import type { SmallPicture } from '../frame/small-picture.ts';
import type { RoomView } from './room/room-view.ts';
import { createWatch, type Watch } from './room/watch.ts';
import type { Strategy } from './strategy.ts';
import type { Texturing } from './texturing.ts';
import type { ThingMap } from './things/things.ts';
import type { Zone } from './zones.ts';

/** Nothing says where what was in a zone is now. */
const ZONES_STAY =
  'The zones stay where they are in the picture, and show what is invented: check whether they still fit.';

/** A camera that moved by more in one frame, a share of the longest side, shows another view. */
const OTHER_VIEW = 0.02;
/** Once nothing was new for so long, s, the plate need not learn from every frame. */
const CALM_AFTER = 1;

export interface RememberingOptions {
  passes: Passes;
  texturing: Texturing;
  /** Width by height of the generator's input. */
  aspect: number;
  notify?: (sentence: string) => void;
  /** Makes the frame small, once. */
  smallOf: (frame: VideoFrame) => SmallPicture;
  /** Called when the camera shows something else, or was moved by more than a little. */
  onOtherView: () => void;
}

export interface Remembering extends Strategy {
  report(): RoomReport | undefined;
  /** What is known of the room, for finding people in this frame before it is run; absent: nothing. */
  remembered(frame: VideoFrame): Remembered | undefined;
  /** Whether the last frame showed nothing. */
  isBlind(): boolean;
  /** The zones as the last frame has them; undefined before there was one. */
  zones(): readonly Zone[] | undefined;
  /** Whether the plate holds something of frames of this size, px. */
  knows(size: { width: number; height: number }): boolean;
  learn(milliseconds: number): void;
  /**
   * What is not known of the room is taken from a picture of it. Call it between two frames.
   * @param picture upright, opaque @param people who is in it
   * @param camera of the frames, px @param things that go
   * @returns what came of it, as a sentence @throws UnfitRoomError when nothing did
   */
  bring(
    picture: OffscreenCanvas,
    people: PersonMask,
    camera: { width: number; height: number },
    things?: ThingMap,
  ): Promise<string>;
  /** A frame was run and shown: time for what no frame must wait for. */
  shown(): void;
  /**
   * The graphics device was lost, and with it plate and fills: from the next frame on the room is as it was when it was
   * last copied. @returns how long ago that is, ms; undefined where there is no copy
   */
  recover(): number | undefined;
  /** Nothing is remembered from the next frame on. */
  forget(): void;
  /** Resolves when the generator is free. */
  settled(): Promise<void>;
  /**
   * Another generator answers from now on, and is asked at the next frame. Call it when `settled`.
   * @param aspect width by height of its input
   */
  changeGenerator(aspect: number): void;
}

export function createRemembering(options: RememberingOptions): Remembering {
  const { passes, notify, smallOf } = options;
  const guesses = createGuesses(passes, options.texturing, options.aspect);
  const keeping = createKeeping();
  const repeats = createRepeats();
  const blindNotice = createBlindNotice((sentence) => notify?.(sentence));
  let watch: Watch | undefined;
  let watched = '';
  let view: RoomView | undefined;
  let learningFor = 0; // s
  let calmFor = 0; // s
  let frames = 0;
  let generatedFrames = 0;
  let forgets = false;
  /** Whether the plate has learnt from a frame since it forgot. */
  let isLearnt = false;
  /** What the plate is to be, before the next frame. */
  let restores: KeptRoom | undefined;

  function forget(): void {
    watch?.forget();
    passes.plate.forget();
    guesses.forget();
    keeping.forget();
    restores = undefined;
    view = undefined;
    isLearnt = false;
  }

  /** Puts the room back as it was kept, if frames are still of its size. */
  function restore(watch: Watch): void {
    if (restores) {
      watch.restore(restores.watch);
      passes.plate.write(restores.plate);
    }
    restores = undefined;
  }

  /** The watch of frames of this size; another size is another room. */
  function watchOf(frame: VideoFrame, picture: SmallPicture): Watch {
    const { displayWidth, displayHeight } = frame;
    const size = sizeOf(frame);
    if (watch && watched === size) return watch;
    watched = size;
    const scale = Math.max(displayWidth, displayHeight) / Math.max(picture.width, picture.height);
    watch = createWatch(picture.width, picture.height, scale);
    forget();
    return watch;
  }

  return {
    async run(turn) {
      if (forgets) forget();
      forgets = false;
      const { frame, person, kept, things, mistaken, seconds, settings, zones, stage } = turn;
      const { margin } = settings;
      const { plate } = passes;
      const isLearning = learningFor > 0;
      learningFor = Math.max(0, learningFor - seconds);
      frames++;

      const now = await stage('watch', () => {
        const picture = smallOf(frame);
        const counted = repeats.count(picture, seconds);
        const watching = watchOf(frame, picture);
        restore(watching);
        return watching.run(picture, person, counted, isLearning, {
          ...{ margin, zones, kept, things, mistaken },
        });
      });
      view = now;
      blindNotice.hear(now, seconds);
      if (now.forgotten) {
        plate.forget();
        guesses.forget();
        keeping.forget();
        notify?.(zones.length > 0 ? `${now.forgotten} ${ZONES_STAY}` : now.forgotten);
      }
      const longest = Math.max(frame.displayWidth, frame.displayHeight);
      const hasMoved = now.carries.some(
        ({ carry }) => reachOf(carry.motion, longest) > OTHER_VIEW * longest,
      );
      if (now.forgotten || hasMoved) options.onOtherView();
      if (now.carries.length > 0 || now.forgetIn) guesses.letGo(); // they show what was there
      if (now.forgetIn) keeping.forget();
      const isMoved = now.carries.some(({ carry }) => !isStill(carry.motion));
      if (isMoved && zones.length > 0) keeping.forget(); // the zones are not where they were then
      const isOther = now.isNews || now.isBlind || now.carries.length > 0 || isLearning;
      calmFor = isOther || now.forgotten ? 0 : calmFor + seconds;
      const isCalm = calmFor > CALM_AFTER;
      await turn.takeIn();
      await stage('hole', () => passes.hole(person, margin, now.hide));
      await stage('plate', () => {
        for (const { light, carry } of now.carries) {
          plate.setLight(light);
          plate.carry(carry);
        }
        plate.setLight(now.light);
        if (now.forgetIn) plate.forgetIn(now.forgetIn);
        guesses.observe(now.observation, seconds, isCalm && !settings.waits);
        isLearnt = true;
      });
      const generated = await guesses.renew(turn, now, () => watch?.guessed());
      if (generated) generatedFrames++;
      return generated;
    },
    draw: (look) => passes.plate.reveal(look),
    leave: () => guesses.leave(),
    report() {
      if (!view) return undefined;
      const generatorShare = frames > 0 ? generatedFrames / frames : 0;
      frames = 0;
      generatedFrames = 0;
      const { seenOfHole, seenOfFrame } = view;
      return { seenOfHole, seenOfFrame, generatorShare };
    },
    knows: ({ width, height }) => isLearnt && !forgets && watched === `${width}x${height}`,
    remembered(frame) {
      if (forgets || watched !== sizeOf(frame) || view?.isBlind) return undefined;
      const learnt = watch?.remembered();
      if (!learnt) return undefined;
      const { data, width, height } = smallOf(frame);
      return { ...learnt, width, height, frame: data, seenFrom: SEEN_FROM };
    },
    zones: () => view?.zones,
    isBlind: () => view?.isBlind ?? false,
    learn(milliseconds) {
      learningFor = milliseconds / 1000;
    },
    async bring(picture, people, camera, things) {
      const isKnown = isLearnt && !forgets && watched === `${camera.width}x${camera.height}`;
      if (!watch || !isKnown || view?.isBlind) {
        throw new UnfitRoomError('None of the room is visible yet to compare the picture with.');
      }
      const sentence = await bringRoom({
        ...{ picture, people, camera, watch, plate: passes.plate, things },
      });
      keeping.forget(); // the copy lacks it
      return sentence;
    },
    shown() {
      if (watch && isLearnt && !forgets) keeping.look(passes.plate, watch);
    },
    recover() {
      const { kept } = keeping;
      keeping.lose();
      watch?.forget();
      guesses.forget();
      view = undefined;
      isLearnt = false;
      restores = forgets ? undefined : kept;
      return restores && performance.now() - restores.at;
    },
    forget() {
      forgets = true; // a frame may be under way
    },
    settled: () => guesses.settled(),
    changeGenerator: (aspect) => guesses.changeGenerator(aspect),
  };
}

function sizeOf({ displayWidth, displayHeight }: VideoFrame): string {
  return `${displayWidth}x${displayHeight}`;
}
