// What was never seen of the remembered room: when the generator is asked, and what of its answers and of the texture
// made from them goes into the plate. Owns those fills. No pixels here.
import type { Fill } from './fill.ts';
import { chooseCrop, type Rect } from '../frame/geometry.ts';
import type { Passes } from './passes.ts';
import type { Observation } from './plate.ts';
import { errorFrom } from '../sentence-of.ts';
import type { RoomView } from './room/room-view.ts';
import type { Turn } from './strategy.ts';
import type { Texturing } from './texturing.ts';

/** Guesses are made anew at most so often, s: the more of the room shows, the better they get. */
const RENEW_EVERY = 0.7;
/** ... and only when so large a share of what was unseen has been seen since, or has come anew. */
const RENEW_SHARE = 0.12;
/** Fewer unseen pixels of the small picture than this are not worth it. */
const RENEW_PIXELS = 12;
/** For so long (s) guesses of before move towards a new fill. */
const FADE = 0.8;
/** Texture is made once the camera and the light have been still for so long, s: it takes a second or two. */
const STILL_FOR = 0.5;

/** While nothing is new the plate learns so often, s: it costs a third of a frame's passes. */
const LOOK_EVERY = 0.12;

export interface Guesses {
  /**
   * The plate learns from the frame, with the fill that there is.
   * @param seconds since the frame before
   * @param isCalm nothing is new in it: then the plate learns a few times a second, and not from every frame
   */
  observe(observation: Observation, seconds: number, isCalm?: boolean): void;
  /**
   * After `observe`: asks for what the frame needs. It waits where nothing is known at all.
   * @param answered called when the generator has answered that
   * @returns whether the generator was asked
   * @throws Error when it failed, now or since the frame before
   */
  renew(turn: Turn, view: RoomView, answered: () => void): Promise<boolean>;
  /** The camera moved, or the plate has another light: what there is was made for another place. */
  letGo(): void;
  /** Nobody looks at the plate meanwhile. */
  leave(): void;
  /** Nothing is known of the room any more. */
  forget(): void;
  /** Resolves when the generator is free. */
  settled(): Promise<void>;
  /** Another generator answers from now on. @param aspect width by height of its input */
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

  /** The generator's newest answer. */
  let smooth: Fill | undefined;
  /** What was made of an answer, until it is in the plate. */
  let textured: Fill | undefined;
  /** The answer of which texture was made last, or is being made. */
  let texturedFrom: Fill | undefined;
  /** Whether the plate's guesses have texture: then no smooth answer takes their place. */
  let hasTexture = false;
  /** For so long guesses have moved towards the newest fill, s. */
  let faded = 0;
  let stillFor = Infinity; // s
  /** Since the plate learnt, s. */
  let sinceLook = 0;
  let usesTexture = false;
  /** Answers to what was asked in another one are out of date. */
  let era = {};

  function drop(fill: Fill | undefined): undefined {
    fill?.release();
    return undefined;
  }

  function letGo(): void {
    const isFading = (textured ?? smooth) && faded < FADE;
    const isUntextured = usesTexture && smooth && smooth !== texturedFrom;
    // What never got into the plate is asked anew.
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
   * @param quickly whether what stands in for a slow one answers; it is then asked itself with the next frame
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

  /** Whether the answer to what is unseen is out of date. */
  function isStale({ unseenPixels }: RoomView, { settings }: Turn): boolean {
    if (pending || sinceAsked < RENEW_EVERY || unseenPixels < RENEW_PIXELS) return false;
    if (settings.refine !== refined) return true;
    return Math.abs(unseenPixels - unseenWhenAsked) > RENEW_SHARE * unseenWhenAsked;
  }

  /** Makes texture of the newest answer; the frames go on. */
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
    if (hasTexture) faded = 0; // the smooth answer takes its place
    hasTexture = false;
  }

  /** The frame waits for answer and texture, and shows both at once. */
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
    observe(observation, seconds, isCalm = false) {
      sinceAsked += seconds;
      stillFor += seconds;
      sinceLook += seconds;
      const left = FADE - faded;
      // Evenly, and to the end, at any number of frames a second.
      const rate = left > 0 && (textured || !hasTexture) ? Math.min(1, seconds / left) : 0;
      const fill = textured ?? smooth;
      if ((fill && rate > 0) || !isCalm || sinceLook >= LOOK_EVERY) {
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
          // There is nothing to show there: this frame waits for the answer, or for one that comes at once.
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
    letGo,
    leave() {
      letGo();
      unseenWhenAsked = 0; // what is hidden next may be something else
    },
    forget() {
      letGo();
      texturing.forget();
      hasTexture = false;
      lastCrop = undefined;
      sinceAsked = Infinity;
      stillFor = Infinity;
    },
    async settled() {
      if (!passes.isSlow) await pending; // what a slow one still gives is let go of
    },
    changeGenerator(next) {
      letGo();
      pending = undefined; // a slow one that is still at it
      aspect = next;
      lastCrop = undefined;
      failure = undefined; // the other one's
      sinceAsked = Infinity;
      unseenWhenAsked = 0;
    },
  };
}
