// The parts of the remembered room that were never seen: decides when to call the generator, and which of its
// answers, and of the textures made from them, go into the plate. Owns those fills. No pixels here. The file is longer than
// others because smooth and textured fills replace each other.
import type { Fill } from './fill.ts';
import { chooseCrop, type Rect } from '../frame/geometry.ts';
import type { Passes } from './passes.ts';
import type { Observation } from './plate.ts';
import { errorFrom } from '../sentence-of.ts';
import type { RoomView } from './room/room-view.ts';
import type { Turn } from './strategy.ts';
import type { Texturing } from './texturing.ts';

/** Shortest time between two guesses, s: the more of the room is visible, the better they get. */
const RENEW_EVERY = 0.7;
/** The same on a slow machine, s. */
const RENEW_RARELY = 2;
/** A new guess is made only if the unseen area has changed by more than this share, */
const RENEW_SHARE = 0.12;
/** and if it has at least this many pixels of the small picture. */
const RENEW_PIXELS = 12;
/** Old guesses fade into a new fill over this time, s. */
const FADE = 0.8;
/** Texture is made once camera and light have been still for this long, s: it takes a second or two. */
const STILL_FOR = 0.5;

export interface Guesses {
  /**
   * Lets the plate learn from the frame, with the current fill.
   * @param seconds since the last frame
   * @param interval the plate learns this often, s. Default: from every frame
   */
  observe(observation: Observation, seconds: number, interval?: number): void;
  /**
   * Call after `observe`: requests what the frame needs, and waits for it where nothing is known at all.
   * @param answered called once the generator has answered such a request
   * @returns whether the generator was called
   * @throws Error when it failed, now or since the last frame
   */
  renew(turn: Turn, view: RoomView, answered: () => void): Promise<boolean>;
  /** The camera moved, or the plate was relit: discards the current fills, which no longer fit. */
  discardFills(): void;
  /** The plate is not shown for a while. */
  leave(): void;
  /** Nothing is known about the room any more. */
  forget(): void;
  /** Resolves when the generator is free. */
  settled(): Promise<void>;
  /** Another generator answers from now on. @param aspect width divided by height, of its input */
  changeGenerator(aspect: number): void;
}

export function createGuesses(passes: Passes, texturing: Texturing, firstAspect: number): Guesses {
  const { plate } = passes;
  let aspect = firstAspect;
  let lastCrop: Rect | undefined;
  let sinceAsked = Infinity; // s
  let unseenWhenAsked = 0;
  /** Whether the last answer was refined. */
  let refined = false;
  let pending: Promise<void> | undefined;
  let failure: Error | undefined;

  /** The generator's latest answer. */
  let smooth: Fill | undefined;
  /** The texture made from an answer, until it is in the plate. */
  let textured: Fill | undefined;
  /** The answer whose texture was made last, or is being made. */
  let texturedFrom: Fill | undefined;
  /** Whether the plate's guesses have texture: then no smooth answer replaces them. */
  let hasTexture = false;
  /** How long guesses have been fading into the latest fill, s. */
  let faded = 0;
  let stillFor = Infinity; // s
  /** Since the plate last learned, s. */
  let sinceLook = 0;
  let usesTexture = false;
  /** Answers to requests from an earlier era are out of date. */
  let era = {};

  function drop(fill: Fill | undefined): undefined {
    fill?.release();
    return undefined;
  }

  function discardFills(): void {
    const isFading = (textured ?? smooth) && faded < FADE;
    const isUntextured = usesTexture && smooth && smooth !== texturedFrom;
    // What never reached the plate is requested again.
    if (pending || texturing.isBusy || isFading || isUntextured) unseenWhenAsked = 0;
    era = {};
    texturing.cancel();
    smooth = drop(smooth);
    textured = drop(textured);
    texturedFrom = undefined;
    stillFor = 0;
  }

  function takeSmooth(fill: Fill): void {
    drop(smooth);
    smooth = fill;
    if (!hasTexture) faded = 0;
  }

  function takeTextured(fill: Fill): void {
    drop(textured);
    textured = fill;
    hasTexture = true;
    faded = 0;
  }

  /**
   * Asks the generator for what was never seen.
   * @param quickly whether the stand-in for a slow generator answers; the generator itself is then called with the
   * next frame
   */
  async function ask(
    { frame, settings }: Turn,
    { unseen, unseenPixels }: RoomView,
    quickly = false,
  ): Promise<void> {
    const { displayWidth: width, displayHeight: height } = frame;
    const asked = era;
    lastCrop = chooseCrop(unseen!, width, height, aspect, lastCrop);
    unseenWhenAsked = unseenPixels;
    sinceAsked = 0;
    if (quickly) [unseenWhenAsked, sinceAsked] = [0, Infinity];
    refined = settings.refine;
    try {
      const answer = await passes.generate(plate.cut(lastCrop), settings.refine, quickly);
      if (asked === era) takeSmooth(answer);
      else drop(answer);
    } catch (error) {
      if (asked === era) throw error;
    }
  }

  /** Whether the last answer is out of date for what is unseen now. */
  function isStale({ unseenPixels }: RoomView, { settings }: Turn): boolean {
    const interval = settings.economy === 'guessing' ? RENEW_RARELY : RENEW_EVERY;
    if (pending || sinceAsked < interval || unseenPixels < RENEW_PIXELS) return false;
    if (settings.refine !== refined) return true;
    return Math.abs(unseenPixels - unseenWhenAsked) > RENEW_SHARE * unseenWhenAsked;
  }

  /** Makes texture for the latest answer; frames do not wait. */
  async function beginTexture(from: Fill): Promise<void> {
    const asked = era;
    texturedFrom = from;
    const made = await texturing.run(plate.readRoom(from));
    if (!made) return;
    if (asked === era) takeTextured(made);
    else drop(made);
  }

  function endTexture(): void {
    texturing.cancel();
    textured = drop(textured);
    texturedFrom = undefined;
    if (hasTexture) faded = 0; // the smooth answer replaces it
    hasTexture = false;
  }

  /** Makes the frame wait for answer and texture, and shows both at once. */
  async function waitFor(turn: Turn, view: RoomView): Promise<void> {
    const { stage } = turn;
    await pending;
    await stage('generate', () => ask(turn, view));
    if (smooth) await stage('texture', () => beginTexture(smooth!));
    const observation = { ...view.observation, seconds: 0 };
    const isWhole = textured !== undefined;
    await stage('plate', () => plate.observe(observation, textured ?? smooth, isWhole ? 1 : 0));
    if (!isWhole) return;
    textured = drop(textured);
    faded = FADE;
  }

  return {
    observe(observation, seconds, interval = 0) {
      sinceAsked += seconds;
      stillFor += seconds;
      sinceLook += seconds;
      const left = FADE - faded;
      // A constant-speed fade that completes at any frame rate.
      const rate = left > 0 && (textured || !hasTexture) ? Math.min(1, seconds / left) : 0;
      const fill = textured ?? smooth;
      if ((fill && rate > 0) || sinceLook >= interval) {
        plate.observe({ ...observation, seconds: sinceLook }, fill, rate);
        sinceLook = 0;
      }
      faded += seconds;
      if (faded >= FADE) textured = drop(textured);
    },
    async renew(turn, view, answered) {
      if (failure) {
        const error = failure;
        failure = undefined;
        throw error;
      }
      const { settings, stage } = turn;
      const texture = (usesTexture = settings.texture && texturing.works);
      if (!texture && (hasTexture || texturedFrom)) endTexture();
      const waits = settings.waits && texture;
      const isPoor = waits && !hasTexture && view.unseenPixels >= RENEW_PIXELS;
      if (view.unknown || isPoor) {
        if (waits) await waitFor(turn, view);
        else {
          // There is nothing to show there: this frame waits for the answer, or for the stand-in's.
          if (!passes.isSlow) await pending;
          await stage('generate', () => ask(turn, view, passes.isSlow));
          await stage('plate', () => plate.observe({ ...view.observation, seconds: 0 }, smooth));
        }
        answered();
        return true;
      }
      if (waits) return false; // every frame shows the same
      if (isStale(view, turn)) {
        const mine: Promise<void> = ask(turn, view)
          .catch((error: unknown) => (failure = errorFrom(error)))
          .then(() => {
            if (pending === mine) pending = undefined;
          });
        pending = mine;
        return true;
      }
      const isFree = !texturing.isBusy && !view.isBlind && stillFor >= STILL_FOR;
      if (texture && isFree && smooth && smooth !== texturedFrom) void beginTexture(smooth);
      return false;
    },
    discardFills,
    leave() {
      discardFills();
      unseenWhenAsked = 0; // other places may be hidden next time
    },
    forget() {
      discardFills();
      texturing.forget();
      hasTexture = false;
      lastCrop = undefined;
      sinceAsked = Infinity;
      stillFor = Infinity;
    },
    async settled() {
      if (!passes.isSlow) await pending; // a slow generator's late answer is discarded
    },
    changeGenerator(next) {
      discardFills();
      pending = undefined; // of a slow generator that is still running
      aspect = next;
      lastCrop = undefined;
      failure = undefined; // from the old generator
      sinceAsked = Infinity;
      unseenWhenAsked = 0;
    },
  };
}
