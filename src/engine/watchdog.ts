// Decides, from the engine worker's messages and its silence, whether it still works. It counts its own ticks rather
// than the clock, so that a computer that was asleep does not count as a hang. It holds no worker; lasting-engine.ts
// acts on its verdict.
import type { FromEngine } from './messages.ts';

/** ms between two ticks. */
export const TICK = 1000;
/** The worker sends something twice a second. After this many silent ticks, it has hung. */
const SILENT_TICKS = 5;
/** While the engine or another variant starts, compilation may keep it silent for longer. */
const SILENT_TICKS_AT_START = 60;
/** A frame may take this long, ms; */
const LONGEST_FRAME = 8000;
/** ... or this many times the generator's usual time. */
const LONGEST_FRAME_RUNS = 20;

export interface Watchdog {
  /** Receives every message of the engine. */
  note(message: FromEngine): void;
  /** Call it every `TICK`. @returns why the engine has to be replaced, as a sentence, if it does */
  tick(): string | undefined;
}

export function createWatchdog(): Watchdog {
  let silent = 0; // ticks
  let patience = SILENT_TICKS_AT_START; // ticks left of the start, during which longer silence is allowed
  let longestFrame = LONGEST_FRAME;
  let isReady = false;
  let reason: string | undefined;

  return {
    note(message) {
      silent = 0;
      isReady ||= message.kind === 'ready';
      switch (message.kind) {
        case 'progress':
        case 'variant-progress':
          patience = SILENT_TICKS_AT_START;
          break;
        case 'ready':
        case 'whole':
        case 'variant':
        case 'moved':
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
          if (patience === 0 && message.busy > longestFrame) {
            reason = 'A picture was never finished.';
          }
          break;
        default: // the other kinds only show that the engine lives
      }
    },
    tick() {
      silent++;
      const isStarting = patience > 0;
      patience = Math.max(0, patience - 1);
      if (silent > (isStarting ? SILENT_TICKS_AT_START : SILENT_TICKS)) {
        reason ??= isReady ? 'The cloak stopped responding.' : 'The cloak takes too long to start.';
      }
      return reason;
    },
  };
}
