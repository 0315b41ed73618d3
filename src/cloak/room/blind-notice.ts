// Notifies the user while a source shows nothing.
import type { RoomView } from './room-view.ts';

/** Shorter stretches are not reported, s. */
const SAID_AFTER = 0.5;
/** A notice disappears by itself, so it is repeated at this interval, s. */
const SAID_EVERY = 4;

const KNOWN = 'The picture shows nothing. Vanish shows the room that it knows, and learns nothing.';
const UNKNOWN = 'The picture shows nothing yet. Is the camera covered, or switched off?';

/** @param notify shows a sentence for a while */
export function createBlindNotice(notify: (sentence: string) => void) {
  let blindFor = 0; // s
  let saidAt = -Infinity;

  return {
    /** @param seconds since the last frame */
    note(
      { isBlind, seenOfFrame }: Pick<RoomView, 'isBlind' | 'seenOfFrame'>,
      seconds: number,
    ): void {
      if (!isBlind) {
        blindFor = 0;
        saidAt = -Infinity;
        return;
      }
      blindFor += seconds;
      if (blindFor < SAID_AFTER || blindFor - saidAt < SAID_EVERY) return;
      saidAt = blindFor;
      notify(seenOfFrame > 0 ? KNOWN : UNKNOWN);
    },
  };
}
