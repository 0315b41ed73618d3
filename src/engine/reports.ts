// What the page is told while frames run: only changes, and what changes constantly only a few times a second.
import type { ShutterShows } from '../cloak/settings.ts';
import type { RemovedThing } from '../cloak/things/thing.ts';
import type { SeenPerson } from '../segmentation/choice.ts';
import { problemOf } from '../vanish-error.ts';
import type { FromEngine } from './messages.ts';

/** ms between two messages about who can be chosen or where things are. */
const PEOPLE_INTERVAL = 100;

export interface Reports {
  /** Reports the same problem once, not once per frame. */
  problem(error: unknown, fatal: boolean): void;
  /** Pictures are shown again: a problem that returns is reported again. */
  forgetProblem(): void;
  /** @param shows what the closed shutter shows; absent if it is open */
  shutter(shows: ShutterShows | undefined): void;
  /** Reports who can be chosen, and once that nobody can. @param look called when a report is due */
  people(look: () => readonly SeenPerson[], atOnce?: boolean): void;
  /** Reports the things taken out: at once when they change, and a few times a second while they move. */
  things(things: readonly RemovedThing[]): void;
  /** The source's colours will not be exact. @param source its number; reported once for each */
  highRange(source: number): void;
}

/** @param now ms, from a monotonic clock */
export function createReports(
  say: (message: FromEngine) => void,
  now = () => performance.now(),
): Reports {
  let lastProblem = '';
  let lastShutter: ShutterShows | undefined;
  let lastPeople = { at: -Infinity, count: 0 };
  let lastThings: { at: number; things: readonly RemovedThing[] } = { at: -Infinity, things: [] };
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
        'The picture has a high dynamic range, which the cloak does not support: its colours are shown differently.';
      say({ kind: 'notice', sentence });
    },
  };
}
