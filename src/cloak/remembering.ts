// The strategy that remembers the room: what the watch sees decides what the plate does, and whether the generator is
// needed. Chains stages; no pixels here. The file is longer than others because watch, plate, guesses and copies of the
// room meet here, and must be forgotten and restored together.
import { bringRoom, UnfitRoomError } from './brought/bring-room.ts';
import { createGuesses } from './guesses.ts';
import { createKeeping, type KeptRoom } from './keeping.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import type { Remembered } from '../segmentation/finder-planes.ts';
import type { Passes } from './passes.ts';
import { scalePlate } from './scaled-plate.ts';
import { SEEN_FROM, type RoomReport } from './room/report.ts';
import { createBlindNotice } from './room/blind-notice.ts';
import { createRepeats } from './room/repeats.ts';
import { isStill, reachOf } from '../frame/motion.ts';
import type { SmallPicture } from '../frame/small-picture.ts';
import type { RoomView } from './room/room-view.ts';
import { createWatch, type Watch } from './room/watch.ts';
import type { Settings } from './settings.ts';
import type { Strategy } from './strategy.ts';
import type { Texturing } from './texturing.ts';
import type { ThingMap } from './things/things.ts';
import type { Zone } from './zones.ts';

/** After a change of view, the new place of a zone's content is unknown. */
const ZONES_STAY =
  'The zones stay where they are in the picture, and show what is invented: check whether they still fit.';

/** A camera that moved by more than this in one frame, a share of the longest side, shows another view. */
const OTHER_VIEW = 0.02;
/** After this long without news, s, the plate need not learn from every frame: learning costs a third of the passes. */
const CALM_AFTER = 1;
/** It then learns at this interval, s. */
const LOOK_EVERY = 0.12;
/** The same on a slow machine, which learns at this interval as soon as there is no news, s. */
const LOOK_RARELY = 0.25;

export interface RememberingOptions {
  passes: Passes;
  texturing: Texturing;
  /** Width divided by height, of the generator's input. */
  aspect: number;
  notify?: (sentence: string) => void;
  /** Downscales the frame, once per frame. */
  smallOf: (frame: VideoFrame) => SmallPicture;
  /** Called when the camera shows something else, or moved by more than a little. */
  onOtherView: () => void;
}

export interface Remembering extends Strategy {
  report(): RoomReport | undefined;
  /** What is known about the room, for finding people in this frame before it is run; undefined: nothing. */
  remembered(frame: VideoFrame): Remembered | undefined;
  /** Whether the last frame showed nothing. */
  isBlind(): boolean;
  /** The zones at their places in the last frame; undefined before the first frame. */
  zones(): readonly Zone[] | undefined;
  /** Whether the plate holds content of frames of this size, px. */
  knows(size: { width: number; height: number }): boolean;
  learn(milliseconds: number): void;
  /**
   * Fills in what is not known about the room from a picture of it. Call it between two frames.
   * @param picture upright, opaque
   * @param people who is in the picture
   * @param camera size of the frames, px
   * @param things that are removed
   * @returns the outcome, as a sentence
   * @throws UnfitRoomError when the picture is refused
   */
  bring(
    picture: OffscreenCanvas,
    people: PersonMask,
    camera: { width: number; height: number },
    things?: ThingMap,
  ): Promise<string>;
  /** Call after a frame was run and shown: does work that no frame may wait for. */
  shown(): void;
  /**
   * The graphics device was lost, and with it plate and fills: from the next frame on the room is restored from the
   * latest copy.
   * @returns the age of that copy, ms; undefined if there is none
   */
  recover(): number | undefined;
  /** Forgets the room from the next frame on. */
  forget(): void;
  /** Resolves when the generator is free. */
  settled(): Promise<void>;
  /**
   * Switches to another generator, which is called at the next frame. Call it when `settled`.
   * @param aspect width divided by height, of its input
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
  /** Size of the frames that are watched, and of their small pictures. */
  let watched = '';
  let shape = '';
  let view: RoomView | undefined;
  let learningFor = 0; // s
  let calmFor = 0; // s
  let frames = 0;
  let generatedFrames = 0;
  let forgets = false;
  /** Whether the plate has learned from a frame since it was forgotten. */
  let isLearnt = false;
  /** Whether the passes still hold a frame of the plate's size: otherwise the plate cannot be read. */
  let isReadable = false;
  /** The copy to restore before the next frame. */
  let restores: KeptRoom | undefined;

  function forget(): void {
    watch?.forget();
    passes.plate.forget();
    guesses.forget();
    keeping.forget();
    restores = undefined;
    view = undefined;
    isLearnt = isReadable = false;
  }

  /** What is known about the room, for frames of another size and the same shape as those before; undefined: nothing. */
  async function copyFor(frame: VideoFrame, picture: SmallPicture): Promise<KeptRoom | undefined> {
    const isSameRoom = isReadable && shape === shapeOf(picture);
    if (!watch || !isSameRoom || watched === sizeOf(frame)) return undefined;
    const { displayWidth: width, displayHeight: height } = frame;
    const plate = scalePlate(await passes.plate.read(), width, height);
    return { watch: watch.keep(), plate, at: performance.now() };
  }

  /** Restores the room from the copy, if there is one. */
  function restore(watch: Watch): void {
    if (restores) {
      watch.restore(restores.watch);
      passes.plate.write(restores.plate);
    }
    restores = undefined;
  }

  /** The watch for frames of this size. Another size forgets the room. */
  function watchOf(frame: VideoFrame, picture: SmallPicture): Watch {
    const { displayWidth, displayHeight } = frame;
    const size = sizeOf(frame);
    if (watch && watched === size) return watch;
    watched = size;
    shape = shapeOf(picture);
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

      const now = await stage('watch', async () => {
        const picture = smallOf(frame);
        const counted = repeats.count(picture, seconds);
        const scaled = await copyFor(frame, picture);
        const watching = watchOf(frame, picture);
        restores ??= scaled;
        restore(watching);
        return watching.run(picture, person, counted, isLearning, {
          margin,
          zones,
          kept,
          things,
          mistaken,
        });
      });
      view = now;
      blindNotice.note(now, seconds);
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
      if (now.carries.length > 0 || now.forgetIn) guesses.discardFills(); // they show the old state
      if (now.forgetIn) keeping.forget();
      const isMoved = now.carries.some(({ carry }) => !isStill(carry.motion));
      if (isMoved && zones.length > 0) keeping.forget(); // the copy has the zones at their old places
      const isChanged = now.forgotten || now.forgetIn || now.carries.length > 0;
      const isOther = isChanged || now.isNews || now.isBlind || isLearning;
      calmFor = isOther ? 0 : calmFor + seconds;
      const interval = lookInterval(settings, calmFor);
      await turn.takeIn();
      await stage('hole', () => passes.hole(person, margin, now.hide));
      await stage('plate', () => {
        for (const { light, carry } of now.carries) {
          plate.setLight(light);
          plate.carry(carry);
        }
        plate.setLight(now.light);
        if (now.forgetIn) plate.forgetIn(now.forgetIn);
        guesses.observe(now.observation, seconds, interval);
        isLearnt = isReadable = true;
      });
      const generated = await guesses.renew(turn, now, () => watch?.guessed());
      if (generated) generatedFrames++;
      return generated;
    },
    draw: (look) => passes.plate.reveal(look),
    leave() {
      guesses.leave();
      isReadable = false; // the next frame is another strategy's
    },
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
        picture,
        people,
        camera,
        watch,
        plate: passes.plate,
        things,
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
      isLearnt = isReadable = false;
      restores = forgets ? undefined : kept;
      return restores && performance.now() - restores.at;
    },
    forget() {
      forgets = true; // deferred: a frame may be in progress
    },
    settled: () => guesses.settled(),
    changeGenerator: (aspect) => guesses.changeGenerator(aspect),
  };
}

/** How often the plate learns, s; 0: from every frame. @param calmFor for how long nothing has been new, s */
function lookInterval({ waits, economy }: Settings, calmFor: number): number {
  if (waits || calmFor === 0) return 0;
  if (economy !== 'none') return LOOK_RARELY;
  return calmFor > CALM_AFTER ? LOOK_EVERY : 0;
}

/** Frames of the same shape have small pictures of the same size. */
function shapeOf({ width, height }: SmallPicture): string {
  return `${width}x${height}`;
}

function sizeOf({ displayWidth, displayHeight }: VideoFrame): string {
  return `${displayWidth}x${displayHeight}`;
}
