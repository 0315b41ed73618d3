// What the engine's worker does when the graphics device is lost: it continues on another device with everything that
// was not on the lost one: the source, the recording, the generator (on WASM) and a copy of the room.
import { afterAwake } from '../awake-time.ts';
import type { FromEngine } from './messages.ts';
import type { Started } from './start.ts';

/** ms for the cloak to continue on another device. After that, another engine is quicker. */
const RECOVERS_IN = 6000;

export interface Recovery {
  started: Pick<Started, 'lost' | 'recover'>;
  say: (message: FromEngine) => void;
  /** Runs the work after the current frame and before the next one. */
  between: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Called before the messages that say that the device is lost and that another one works. */
  follow: (isLost: boolean) => void;
}

/** Watches the device, and each one that replaces it. @returns when none is left, after sending `broken` */
export async function outlastLosses(options: Recovery): Promise<void> {
  const { started, say, between, follow } = options;
  for (;;) {
    const sentence = `The graphics device was lost (${await started.lost}).`;
    follow(true);
    say({ kind: 'recovering', sentence: `${sentence} The cloak is restarting.` });
    let isGone = false;
    let giveUp = () => {};
    // A frame may hang on the lost device.
    const stopTimer = afterAwake(() => giveUp(), RECOVERS_IN);
    const tooLate = new Promise<never>((_, reject) => (giveUp = () => reject(new Error(sentence))));
    try {
      const age = await Promise.race([between(() => started.recover()), tooLate]);
      follow(false);
      say({ kind: 'recovered', sentence: `The cloak is back, ${knownFrom(age)}.` });
    } catch {
      isGone = true;
    } finally {
      stopTimer();
    }
    if (!isGone) continue;
    say({ kind: 'broken', sentence });
    return;
  }
}

/** @param age of what is known of the room, ms */
function knownFrom(age: number | undefined): string {
  if (age === undefined) return 'and relearns the room';
  const seconds = Math.max(1, Math.round(age / 1000));
  return `with the room as it was known ${seconds} second${seconds > 1 ? 's' : ''} before`;
}
