// How well the room is known, as the engine reports it twice a second, and whether the person in front
// of the page is to be told what would help.
import type { RoomReport } from '../../cloak/room/report.ts';

/** With less of the hole seen than this, the guessed rest shows. */
const ENOUGH = 0.95;
/** A hint that is shown goes from here on: it does not come and go with every step of the person. */
const PLENTY = 0.97;

export class RoomKnown {
  #report: RoomReport | undefined = $state.raw();
  #needsLook = $state(false);

  /** Undefined while the room is not remembered, or nothing was shown yet. */
  get report(): RoomReport | undefined {
    return this.#report;
  }

  /** Whether what is guessed behind the person matters: a look at the room alone would help. */
  get needsLook(): boolean {
    return this.#needsLook;
  }

  hear(report: RoomReport | undefined): void {
    this.#report = report;
    const seen = report?.seenOfHole;
    this.#needsLook = seen !== undefined && seen < (this.#needsLook ? PLENTY : ENOUGH);
  }
}
