// How well the room is known, as the engine reports it twice a second, and whether to hint at what would help.
import type { RoomReport } from '../../cloak/room/report.ts';

/** If less than this share of the hole was seen, the guessed rest shows. */
const ENOUGH = 0.95;
/** A visible hint disappears only above this share, so that it does not flicker with every step of the person. */
const PLENTY = 0.97;

export class RoomKnown {
  #report: RoomReport | undefined = $state.raw();
  #needsLook = $state(false);

  /** Undefined while the room is not remembered, or nothing was shown yet. */
  get report(): RoomReport | undefined {
    return this.#report;
  }

  /** Whether the guessed part behind the person matters: seeing the empty room would help. */
  get needsLook(): boolean {
    return this.#needsLook;
  }

  hear(report: RoomReport | undefined): void {
    this.#report = report;
    const seen = report?.seenOfHole;
    this.#needsLook = seen !== undefined && seen < (this.#needsLook ? PLENTY : ENOUGH);
  }
}
