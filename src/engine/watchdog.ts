// Decides from what the engine's worker says, and from its silence, whether it still works. Counts its own ticks, not
// the clock: a computer that slept is no fault. No worker here; lasting-engine.ts acts on it.
import type { FromEngine } from './messages.ts';

/** ms between two ticks. */
export const TICK = 1000;
/** The worker says something twice a second; after so many ticks without a word it hangs. */
const SILENT_TICKS = 5;
/** While it starts, or another variant does, compiling may keep it from speaking for longer. */
const SILENT_TICKS_AT_START = 60;
/** A frame may be under way for so long, ms; */
const LONGEST_FRAME = 8000;
/** ... or for so many times what the generator usually takes. */
const LONGEST_FRAME_RUNS = 20;

export interface Watchdog {
  /** Takes in whatever the engine says. */
  hear(message: FromEngine): void;
  /** Call it every `TICK`. @returns why the engine has to be replaced, as a sentence, if it has to be */
  tick(): string | undefined;
}

export function createWatchdog(): Watchdog {
  let silent = 0; // ticks
  let patience = SILENT_TICKS_AT_START; // ticks until it must have started, and speak as usual
  let longestFrame = LONGEST_FRAME;
  let reason: string | undefined;

  return {
    hear(message) {
      silent = 0;
      switch (message.kind) {
        case 'progress':
        case 'variant-progress':
          patience = SILENT_TICKS_AT_START;
          break;
        case 'ready':
        case 'whole':
        case 'variant':
          longestFrame = Math.max(LONGEST_FRAME, LONGEST_FRAME_RUNS * (message.milliseconds ?? 0));
          patience = 0;
          break;
        case 'variant-tried':
        case 'variant-problem':
          patience = 0;
          break;
        case 'broken':
          reason = message.sentence;
          break;
        case 'alive':
          if (patience === 0 && message.busy > longestFrame) reason = 'A picture did not get done.';
          break;
        default: // the other kinds only show that the engine lives
      }
    },
    tick() {
      silent++;
      const most = patience > 0 ? SILENT_TICKS_AT_START : SILENT_TICKS;
      patience = Math.max(0, patience - 1);
      if (silent > most) reason ??= 'The cloak did not answer any more.';
      return reason;
    },
  };
}
