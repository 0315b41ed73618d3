// The room behind the people: what is known of it, and the two ways to make more of it known, which are learning on
// demand and a picture that the user brings.
import type { RoomReport } from '../../cloak/room/report.ts';
import type { SourceKind } from '../../sources/source.ts';
import { t } from '../words/words.svelte.ts';
import { LearnRoom, type LearnRoomOptions } from './learn-room.svelte.ts';
import { RoomKnown } from './room-known.svelte.ts';

export interface RoomNeeds extends LearnRoomOptions {
  /** Tells the engine to use a picture of the room. */
  bring: (picture: Blob) => void;
  /** What is possible now. */
  can: () => { learn: boolean; bringRoom: boolean };
  /** Of the current source. */
  kind: () => SourceKind | undefined;
  /** Shows a sentence for a few seconds. */
  tell: (sentence: string) => void;
}

export class Room {
  readonly #needs: RoomNeeds;
  readonly known = new RoomKnown();
  readonly learn: LearnRoom;

  constructor(needs: RoomNeeds) {
    this.#needs = needs;
    this.learn = new LearnRoom(needs);
  }

  /** Starts to learn the room, or cancels it. */
  toggleLearning(): void {
    const kind = this.#needs.kind();
    if (this.learn.isRunning) this.learn.cancel();
    else if (this.#needs.can().learn && kind) this.learn.start(kind);
  }

  /** Fills in what has not been seen of the room from a picture of it, where that fits. */
  bring(picture: File): void {
    if (!this.#needs.can().bringRoom) return;
    this.#needs.tell(t().status.lookingAtRoomPicture);
    this.#needs.bring(picture);
  }

  /** Takes in the engine's report. A late one, after the source or the cloak ended, is dropped. */
  hear(report: RoomReport | undefined): void {
    const current = this.#needs.can().learn ? report : undefined;
    this.known.hear(current);
    this.learn.hear(current);
  }

  /** Forgets the room where it is no longer remembered. */
  endImpossible(): void {
    if (!this.#needs.can().learn) this.close();
  }

  /** The source ended. */
  close(): void {
    this.known.hear(undefined);
    this.learn.cancel();
  }
}
