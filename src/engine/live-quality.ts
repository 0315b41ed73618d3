// What live pictures give up so that a slow machine keeps its rate: first their size, then how often the room is
// learned, then how often what was never seen is guessed. With time to spare, they get it back in the reverse order. A
// notice says so each time. Films are not live and may take their time.
import { ECONOMIES, type Economy } from '../cloak/settings.ts';

/** Upper limit for live pictures: px of the longest side. */
const LARGEST = 1920;
/** Pictures are not made smaller than this. It is the size cameras give by default. */
const SMALLEST = 640;
/** A frame that takes longer than this is too slow, ms. */
const TOO_SLOW = 125;
/** What a frame may take after a change, ms. */
const WANTED = 60;
/** Quality changes only after this much work, ms, */
const WATCHED_FOR = 3000;
/** and at least this many frames. */
const WATCHED_FRAMES = 6;
/**
 * Less is learned and guessed only after this much work since the last change, ms: starting, or other work beside,
 * passes.
 */
const ECONOMISE_AFTER = 30_000;
/** It rises only after this much work at the lower quality, ms, */
const RISE_AFTER = 15_000;
/** and the size only by at least this factor. */
const LEAST_GROWTH = 1.2;

const LESS_OFTEN: Record<Economy, string> = {
  none: 'This machine has time to spare again: the room is learned from every picture.',
  learning:
    'This machine is too slow to learn the room from every picture: it is learned a few times a second.',
  guessing:
    'This machine is too slow to learn and guess as often as usual: guesses are renewed less often.',
};
const GUESSES_AGAIN =
  'This machine has time to spare again: guesses are renewed as often as usual.';

export interface LiveFrame {
  /** Longest side of the frame as it came, px. */
  given: number;
  /** From its arrival to its picture. */
  milliseconds: number;
  /** False while a change of size would end a recording. */
  mayResize: boolean;
  /** Whether the room is remembered: otherwise there is no learning to save. */
  remembers: boolean;
}

export interface LiveQuality {
  /** px of the longest side. Larger pictures are scaled down to it. */
  readonly longest: number;
  readonly economy: Economy;
  /**
   * Records how long a frame took.
   * @returns a sentence each time the quality is about to change
   */
  note(frame: LiveFrame): string | undefined;
  /** The source changes. */
  reset(): void;
}

export function createLiveQuality(): LiveQuality {
  let longest = LARGEST;
  let economy: Economy = 'none';
  let times: number[] = [];
  /** Work since the last change, ms. */
  let worked = 0;
  let hasRisen = false;
  /** False once a quality that had risen was too slow: this source then stays at the lower one. */
  let mayRise = true;
  let isSizeReported = false;

  function economise(by: 1 | -1): string {
    economy = ECONOMIES[ECONOMIES.indexOf(economy) + by]!;
    return by < 0 && economy === 'learning' ? GUESSES_AGAIN : LESS_OFTEN[economy];
  }

  function resize(to: number, given: number): void {
    longest = to >= Math.min(given, LARGEST) ? LARGEST : to;
    isSizeReported = false;
  }

  /** @param fitting the size at which frames would take as long as wanted. @returns whether anything changed */
  function lower(frame: LiveFrame, now: number, fitting: number): string | boolean {
    const smaller = Math.min(now, Math.max(SMALLEST, fitting));
    if (frame.mayResize && smaller < now) {
      resize(smaller, frame.given);
      return true;
    }
    const isLasting = worked >= ECONOMISE_AFTER;
    return frame.remembers && isLasting && economy !== ECONOMIES.at(-1) && economise(1);
  }

  function raise(frame: LiveFrame, now: number, fitting: number): string | boolean {
    if (economy !== 'none') return fitting > now && economise(-1);
    const largest = Math.min(frame.given, LARGEST);
    const larger = Math.min(largest, fitting);
    const isWorthIt = larger > now && larger >= Math.min(largest, LEAST_GROWTH * now);
    if (!frame.mayResize || !isWorthIt) return false;
    resize(larger, frame.given);
    return true;
  }

  /** Changes the quality if the last frames call for it. @returns a sentence about anything but the size */
  function adapt(frame: LiveFrame): string | undefined {
    const now = Math.min(frame.given, longest);
    const usual = times.toSorted((a, b) => a - b)[times.length >> 1]!;
    times = [];
    // Time is proportional to pixels.
    const fitting = 2 * Math.round((now * Math.sqrt(WANTED / usual)) / 2);
    const isTooSlow = usual > TOO_SLOW;
    const mayRaise = mayRise && worked >= RISE_AFTER;
    const change = isTooSlow ? lower(frame, now, fitting) : mayRaise && raise(frame, now, fitting);
    if (!change) return undefined;
    worked = 0;
    if (!isTooSlow) hasRisen = true;
    else if (hasRisen) mayRise = false;
    return change === true ? undefined : change;
  }

  /** @param before the size so far, px @returns a sentence about a size that was not reported yet */
  function aboutSize(given: number, before: number): string | undefined {
    const now = Math.min(given, longest);
    if (now > before) {
      isSizeReported = true;
      return `This machine has time to spare again: the picture’s longer side now has ${now} pixels.`;
    }
    if (isSizeReported || now === given) return undefined;
    isSizeReported = true;
    return (
      `The picture’s longer side has ${given} pixels, more than this machine can cloak in time: ` +
      `it is shown with ${now}. Whole films keep their size.`
    );
  }

  return {
    get longest() {
      return longest;
    },
    get economy() {
      return economy;
    },
    note(frame) {
      if (!frame.remembers) economy = 'none';
      const before = Math.min(frame.given, longest);
      times.push(frame.milliseconds);
      worked += frame.milliseconds;
      const watched = times.reduce((sum, each) => sum + each, 0);
      const isDue = watched >= WATCHED_FOR && times.length >= WATCHED_FRAMES;
      return (isDue ? adapt(frame) : undefined) ?? aboutSize(frame.given, before);
    },
    reset() {
      longest = LARGEST;
      economy = 'none';
      times = [];
      worked = 0;
      hasRisen = false;
      mayRise = true;
      isSizeReported = false;
    },
  };
}
