// The way of a frame while the room is remembered: what the watch sees decides what the plate does, and
// whether the generator is needed. Chains stages; no pixels here.
import type { PersonMask } from '../segmentation/person-mask.ts';
import { chooseCrop, type Rect } from './geometry.ts';
import type { Look, Passes } from './passes.ts';
import type { RoomReport } from './room/report.ts';
import { createBlindNotice } from './room/blind-notice.ts';
import { createRepeats } from './room/repeats.ts';
import { createReducer, type SmallPicture } from './room/small-picture.ts';
import { createWatch, type RoomView, type Watch } from './room/watch.ts';
import type { RunStage } from './stage-times.ts';

/** Guesses are made anew at most so often, s: the more of the room shows, the better they get. */
const RENEW_EVERY = 0.7;
/** ... and only when so large a share of what was unseen has been seen since, or has come anew. */
const RENEW_SHARE = 0.12;
/** Fewer unseen pixels of the small picture than this are not worth it. */
const RENEW_PIXELS = 12;
/** For so long (s) guesses of before move towards a new answer. */
const FADE = 0.8;

export interface RememberingOptions {
  passes: Passes;
  /** Width by height of the generator's input. */
  aspect: number;
  notify?: (sentence: string) => void;
}

export interface Remembering {
  /**
   * Cloaks the frame that `passes.begin` took in.
   * @param person the mask over time; @param seconds since the frame before
   * @returns whether the generator ran
   */
  run(
    frame: VideoFrame,
    person: PersonMask,
    settings: Look & { refine: boolean },
    seconds: number,
    stage: RunStage,
  ): Promise<boolean>;
  report(): RoomReport | undefined;
  /** Whether the last frame showed nothing. */
  isBlind(): boolean;
  learn(milliseconds: number): void;
  /** Nothing is remembered from the next frame on. */
  forget(): void;
  /** Resolves when the generator is free: an answer that is under way would come between others. */
  settled(): Promise<void>;
  /**
   * Another generator answers from now on, and is asked at the next frame. Call it when `settled`.
   * @param aspect width by height of its input
   */
  changeGenerator(aspect: number): void;
}

export function createRemembering(options: RememberingOptions): Remembering {
  const { passes, notify } = options;
  let { aspect } = options;
  const reduce = createReducer();
  const repeats = createRepeats();
  const blindNotice = createBlindNotice((sentence) => notify?.(sentence));
  let watch: Watch | undefined;
  let watched = '';
  let view: RoomView | undefined;
  let learningFor = 0; // s
  let sinceAnswer = Infinity; // s
  let unseenAtAnswer = 0;
  let frames = 0;
  let generatedFrames = 0;
  let lastCrop: Rect | undefined;
  let pending: Promise<void> | undefined;
  let failure: unknown;
  let forgets = false;
  /** Whether the last answer was refined. */
  let refined = false;

  function forget(): void {
    watch?.forget();
    passes.plate.forget();
    view = undefined;
    lastCrop = undefined;
    sinceAnswer = Infinity;
  }

  /** The watch of frames of this size; another size is another room. */
  function watchOf({ displayWidth, displayHeight }: VideoFrame, picture: SmallPicture): Watch {
    const size = `${displayWidth}x${displayHeight}`;
    if (watch && watched === size) return watch;
    watched = size;
    const scale = Math.max(displayWidth, displayHeight) / Math.max(picture.width, picture.height);
    watch = createWatch(picture.width, picture.height, scale);
    forget();
    return watch;
  }

  /** Whether the answer to what is unseen is out of date. */
  function isStale({ unseenPixels }: RoomView, refine: boolean): boolean {
    if (pending || sinceAnswer < RENEW_EVERY || unseenPixels < RENEW_PIXELS) return false;
    if (refine !== refined) return true;
    return Math.abs(unseenPixels - unseenAtAnswer) > RENEW_SHARE * unseenAtAnswer;
  }

  /** Asks the generator for what was never seen. */
  function ask(
    frame: VideoFrame,
    { unseen, unseenPixels }: RoomView,
    refine: boolean,
  ): Promise<void> {
    const { displayWidth: width, displayHeight: height } = frame;
    lastCrop = chooseCrop(unseen!, width, height, aspect, lastCrop);
    passes.plate.cut(lastCrop);
    unseenAtAnswer = unseenPixels;
    sinceAnswer = 0;
    refined = refine;
    return passes.generate(refine);
  }

  return {
    async run(frame, person, settings, seconds, stage) {
      if (failure) {
        const error = failure;
        failure = undefined;
        throw error;
      }
      if (forgets) forget();
      forgets = false;
      const { plate } = passes;
      const isLearning = learningFor > 0;
      learningFor = Math.max(0, learningFor - seconds);
      sinceAnswer += seconds;
      frames++;

      const now = await stage('watch', () => {
        const picture = reduce(frame);
        const counted = repeats.count(picture, seconds);
        return watchOf(frame, picture).run(picture, person, counted, isLearning);
      });
      view = now;
      blindNotice.hear(now, seconds);
      if (now.forgotten) {
        plate.forget();
        lastCrop = undefined;
        notify?.(now.forgotten);
      }
      await stage('hole', () => passes.hole(person, now.hide));
      await stage('plate', () => {
        for (const { light, carry } of now.carries) {
          plate.setLight(light);
          plate.carry(carry);
        }
        plate.setLight(now.light);
        plate.observe(now.observation, sinceAnswer < FADE);
      });

      let generated = false;
      if (now.unknown) {
        // There is nothing to show there: this frame waits for the answer.
        await pending;
        await stage('generate', () => ask(frame, now, settings.refine));
        watch?.guessed();
        await stage('plate', () => plate.observe({ ...now.observation, seconds: 0 }, false));
        generated = true;
      } else if (isStale(now, settings.refine)) {
        pending = ask(frame, now, settings.refine)
          .catch((error: unknown) => (failure = error))
          .then(() => {
            pending = undefined;
          });
        generated = true;
      }
      if (generated) generatedFrames++;
      await stage('compose', () => plate.reveal(settings));
      return generated;
    },
    report() {
      if (!view) return undefined;
      const generatorShare = frames > 0 ? generatedFrames / frames : 0;
      frames = 0;
      generatedFrames = 0;
      const { seenOfHole, seenOfFrame } = view;
      return { seenOfHole, seenOfFrame, generatorShare };
    },
    isBlind: () => view?.isBlind ?? false,
    learn(milliseconds) {
      learningFor = milliseconds / 1000;
    },
    forget() {
      forgets = true; // a frame may be under way
    },
    async settled() {
      await pending;
    },
    changeGenerator(next) {
      aspect = next;
      lastCrop = undefined;
      failure = undefined; // the other one's
      sinceAnswer = Infinity;
      unseenAtAnswer = 0;
    },
  };
}
