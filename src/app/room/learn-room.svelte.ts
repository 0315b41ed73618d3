// Learning the room on demand: a countdown in which the person steps aside, two seconds in which the engine looks, and
// a sentence with the result. No markup.
import type { RoomReport } from '../../cloak/room/report.ts';
import type { SourceKind } from '../../sources/source.ts';
import type { Later } from '../../later.ts';
import { judgeLesson, type Lesson } from './room-words.ts';
import { t } from '../words/words.svelte.ts';

const COUNT_FROM = 3;
/** ms between two numbers of the countdown. */
const COUNT_INTERVAL = 1000;
/** How long the engine looks, ms. */
const LOOK = 2000;
/** ms between two steps of the progress. */
const LOOK_INTERVAL = 100;
/** The engine reports twice a second. After this long without a report, there are no pictures, ms. */
const LONGEST_SILENCE = 3000;
/** How long the result stays, ms: long enough to read from a distance. */
const TOLD = 7000;

export type Learning =
  | { phase: 'idle' }
  /** count: 3, 2, 1 */
  | { phase: 'countdown'; count: number }
  /** share: 0..1 of the time; at 1, it waits for the engine's report */
  | { phase: 'looking'; share: number }
  /** seen: 0..1 of the picture, if there was a report */
  | { phase: 'told'; lesson: Lesson; seen?: number };

export interface LearnRoomOptions {
  later: Later;
  /** Tells the engine to learn everything visible as room for this many ms; 0 ends it. */
  look: (milliseconds: number) => void;
}

export class LearnRoom {
  readonly #later: Later;
  readonly #look: (milliseconds: number) => void;
  #learning: Learning = $state.raw({ phase: 'idle' });
  #kind: SourceKind = 'camera';
  #stop = () => {};

  constructor({ later, look }: LearnRoomOptions) {
    this.#later = later;
    this.#look = look;
  }

  get learning(): Learning {
    return this.#learning;
  }

  /** Whether there is something to cancel. */
  get isRunning(): boolean {
    return this.#learning.phase === 'countdown' || this.#learning.phase === 'looking';
  }

  /** What to do, or the result. It stays the same during a phase, so that screen readers announce it once. */
  get sentence(): string | undefined {
    const learning = this.#learning;
    if (learning.phase === 'idle') return undefined;
    if (learning.phase === 'told') return learning.lesson.sentence;
    if (learning.phase === 'looking') return t().room.looks;
    return this.#kind === 'camera' ? t().room.stepOut : t().room.willLook;
  }

  /** The same in a few words, readable from a distance. */
  get headline(): string | undefined {
    if (this.#learning.phase !== 'countdown') return this.sentence;
    return this.#kind === 'camera' ? t().room.stepOutShort : t().room.willLookShort;
  }

  /** Starts the countdown, or restarts it. */
  start(kind: SourceKind): void {
    this.cancel();
    this.#kind = kind;
    this.#count(COUNT_FROM);
  }

  /** Back to idle. What was learned so far stays learned. */
  cancel(): void {
    this.#stop();
    if (this.#learning.phase === 'looking') this.#look(0);
    this.#learning = { phase: 'idle' };
  }

  /** Takes in the engine's report. The first one after the look is the result. */
  hear(report: RoomReport | undefined): void {
    const learning = this.#learning;
    if (!report || learning.phase !== 'looking' || learning.share < 1) return;
    this.#tell(judgeLesson(report, this.#kind), report.seenOfFrame);
  }

  #count(count: number): void {
    this.#learning = { phase: 'countdown', count };
    this.#after(COUNT_INTERVAL, () => {
      if (count > 1) {
        this.#count(count - 1);
      } else {
        this.#look(LOOK);
        this.#progress(0);
      }
    });
  }

  #progress(passed: number): void {
    this.#learning = { phase: 'looking', share: passed / LOOK };
    if (passed < LOOK) this.#after(LOOK_INTERVAL, () => this.#progress(passed + LOOK_INTERVAL));
    else
      this.#after(LONGEST_SILENCE, () =>
        this.#tell({ isKnown: false, sentence: t().room.noPictures }),
      );
  }

  #tell(lesson: Lesson, seen?: number): void {
    this.#stop();
    this.#learning = { phase: 'told', lesson, seen };
    this.#after(TOLD, () => this.cancel());
  }

  #after(milliseconds: number, callback: () => void): void {
    this.#stop = this.#later(callback, milliseconds);
  }
}
