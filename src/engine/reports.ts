// What the page is told as the frames go on: only what is new, and what moves all the time only some times a second.
import type { ShutterShows } from '../cloak/settings.ts';
import type { SomeThing } from '../cloak/things/thing.ts';
import type { Somebody } from '../segmentation/choice.ts';
import { problemOf } from '../vanish-error.ts';
import type { FromEngine } from './messages.ts';

/** Between two messages about who can be chosen, or where things are, ms. */
const PEOPLE_INTERVAL = 100;

export interface Reports {
  /** The same problem is told once, not once a frame. */
  problem(error: unknown, fatal: boolean): void;
  /** Pictures are shown: a problem that comes back is told again. */
  forgetProblem(): void;
  /** @param shows what the closed shutter shows; absent: it is open */
  shutter(shows: ShutterShows | undefined): void;
  /** Who can be chosen, and once that nobody can. @param look called when it is time to tell */
  people(look: () => readonly Somebody[], atOnce?: boolean): void;
  /** Which things go: at once when there are others, and some times a second while they move. */
  things(things: readonly SomeThing[]): void;
  /** The colours of a source will be others than its own. @param source its number; it is told once of each */
  highRange(source: number): void;
}

/** @param now ms, of a clock that only goes forward */
export function createReports(
  say: (message: FromEngine) => void,
  now = () => performance.now(),
): Reports {
  let lastProblem = '';
  let lastShutter: ShutterShows | undefined;
  let lastPeople = { at: -Infinity, count: 0 };
  let lastThings: { at: number; things: readonly SomeThing[] } = { at: -Infinity, things: [] };
  let lastRange: number | undefined;

  return {
    problem(error, fatal) {
      const problem = problemOf(error);
      if (problem.sentence === lastProblem) return;
      lastProblem = problem.sentence;
      say({ kind: 'problem', ...problem, fatal });
    },
    forgetProblem: () => void (lastProblem = ''),
    shutter(shows) {
      if (shows === lastShutter) return;
      lastShutter = shows;
      say({ kind: 'shutter', shows });
    },
    people(look, atOnce = false) {
      const at = now();
      if (!atOnce && at - lastPeople.at < PEOPLE_INTERVAL) return;
      const people = look();
      if (people.length > 0 || lastPeople.count > 0) say({ kind: 'people', people });
      lastPeople = { at, count: people.length };
    },
    things(things) {
      const { at: before, things: told } = lastThings;
      const at = now();
      const isSame = things.every(({ id, isLost }, i) => {
        return told[i]?.id === id && told[i].isLost === isLost;
      });
      const isOnlyMoved = isSame && things.length === told.length;
      const isNothing = things === told || things.length + told.length === 0;
      if (isNothing || (isOnlyMoved && at - before < PEOPLE_INTERVAL)) return;
      lastThings = { at, things };
      say({ kind: 'things', things });
    },
    highRange(source) {
      if (source === lastRange) return;
      lastRange = source;
      const sentence =
        'The picture has a high dynamic range, which the cloak has not: its colours are shown differently.';
      say({ kind: 'notice', sentence });
    },
  };
}
