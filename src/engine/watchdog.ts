// Decides from what the engine's worker says, and from its silence, whether it still works. Counts its own ticks, not
// the clock: a computer that slept is no fault. No worker here; lasting-engine.ts acts on it.
import type { FromEngine } from './messages.ts';

/** ms between two ticks. */
export const TICK = 1000;
/** The worker says something twice a second; after so many ticks without a word it hangs. */
const SILENT_TICKS = 5;
/** While it starts, compiling may keep it from speaking for longer. */
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
  let isReady = false;
  let longestFrame = LONGEST_FRAME;
  let reason: string | undefined;

  return {
    hear(message) {
      silent = 0;
      if (message.kind === 'ready') isReady = true;
      if (message.kind === 'ready' || message.kind === 'variant') {
        longestFrame = Math.max(LONGEST_FRAME, LONGEST_FRAME_RUNS * message.milliseconds);
      }
      if (message.kind === 'broken') reason = message.sentence;
      if (message.kind === 'alive' && isReady && message.busy > longestFrame) {
        reason = 'A picture did not get done.';
      }
    },
    tick() {
      silent++;
      const most = isReady ? SILENT_TICKS : SILENT_TICKS_AT_START;
      if (silent > most) reason ??= 'The cloak did not answer any more.';
      return reason;
    },
  };
}
