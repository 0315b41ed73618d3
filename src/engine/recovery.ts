// What the engine's worker does when the graphics device is lost: it goes on with another one, with all that does not
// lie on it, which is source, recording, generator (on WASM), and a copy of the room.
import type { FromEngine } from './messages.ts';
import type { Started } from './start.ts';

/** ms in which the cloak goes on with another device; then another engine is quicker. */
const RECOVERS_IN = 6000;

export interface Recovery {
  started: Pick<Started, 'lost' | 'recover'>;
  say: (message: FromEngine) => void;
  /** Runs the work once the frame that is under way is done, and before the next one. */
  between: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Told before it is said that the device is lost, and before it is said that another works. */
  follow: (isLost: boolean) => void;
}

/** Follows the device and those that take its place. @returns when there is none any more, which is said */
export async function outlastLosses(options: Recovery): Promise<void> {
  const { started, say, between, follow } = options;
  for (;;) {
    const sentence = `The graphics device was lost (${await started.lost}).`;
    follow(true);
    say({ kind: 'recovering', sentence: `${sentence} The cloak starts again.` });
    let isGone = false;
    let giveUp = () => {};
    // A frame may hang on what was lost.
    const limit = setTimeout(() => giveUp(), RECOVERS_IN);
    const tooLate = new Promise<never>((_, reject) => (giveUp = () => reject(new Error(sentence))));
    try {
      const age = await Promise.race([between(() => started.recover()), tooLate]);
      follow(false);
      say({ kind: 'recovered', sentence: `The cloak is back, ${knownFrom(age)}.` });
    } catch {
      isGone = true;
    } finally {
      clearTimeout(limit);
    }
    if (!isGone) continue;
    say({ kind: 'broken', sentence });
    return;
  }
}

/** @param age of what is known of the room, ms */
function knownFrom(age: number | undefined): string {
  if (age === undefined) return 'and learns the room anew';
  const seconds = Math.max(1, Math.round(age / 1000));
  return `with the room as it was known ${seconds} second${seconds > 1 ? 's' : ''} before`;
}
