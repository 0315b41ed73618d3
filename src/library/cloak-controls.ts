// What a program passes to the cloak, and the controls that it gets, whatever the cloak is applied to.
import type { RemovedThing } from '../cloak/things/thing.ts';
import type { StageTimes } from '../cloak/stage-times.ts';
import type { Tier } from '../tier.ts';
import type { VanishError } from '../vanish-error.ts';

export interface CloakOptions {
  /**
   * The folder where models/ and vendor/ are served (the files of vanish-cloak-models), relative to the page. Default:
   * the root of the page's origin.
   */
  assets?: string;
  /** A variant's id. Default: the catalog's. */
  variant?: string;
  /** Forces a tier. Default: the fastest with the right output here. */
  tier?: Tier;
  /** Whether the room is remembered. Default: true. */
  remember?: boolean;
  /** Called while loading, with the share done, 0..1, and the current step. */
  onProgress?: (share: number, doing: string) => void;
  /** Called with a sentence when something happened that needs no action. */
  onNotice?: (sentence: string) => void;
  /**
   * Called with a sentence when something failed after the start, including when the camera's track delivers nothing or
   * has ended. If it is fatal, the cloaked track has ended. The error has the same sentence, and a code.
   */
  onProblem?: (sentence: string, fatal: boolean, error: VanishError) => void;
}

export interface CloakStats {
  tier: Tier;
  variant: string;
  /** Cloaked pictures per second; 0 during the first half second. */
  framesPerSecond: number;
  /** ms of each stage in a timed frame. */
  stages: StageTimes;
}

/** The controls of a cloak, whatever it is applied to. */
export interface CloakControls {
  /** With false, the camera's picture passes through unchanged. The cloak starts enabled. */
  setEnabled(isOn: boolean): void;
  /**
   * With true, the picture is the remembered room and nothing of the camera, until it is called with false. If the room
   * is not remembered, the picture is a uniform dark grey.
   */
  setShutter(isClosed: boolean): void;
  /**
   * Takes the thing at this place out of the picture, along with whatever moves it, or puts it back if it was taken
   * out. The result is in `things` after the next picture; `onNotice` says if nothing could be taken out.
   * @param x share of the picture's width, 0..1
   * @param y share of the picture's height, 0..1
   * @throws RangeError if they are out of range
   */
  toggleThing(x: number, y: number): void;
  /**
   * Fills in what has not been seen of the room from a picture of it, except for people in it.
   * @param picture PNG, JPEG or WebP, taken from the camera's position
   * @returns resolves with the outcome as a sentence
   * @throws VanishError (`room-refused`) if it cannot be read, or does not fit what the camera shows
   */
  bringRoom(picture: Blob): Promise<string>;
  /** Things taken out of the picture, from left to right. */
  readonly things: readonly RemovedThing[];
  /**
   * Switches to another variant. The current one serves until it is ready.
   * @throws VanishError if it cannot be used (`unknown-variant`, `unfit-variant`, `not-loaded`), or another was
   * requested meanwhile (`superseded`)
   */
  setVariant(id: string): Promise<void>;
  stats(): CloakStats;
  /** Ends the output and frees everything. The camera's track stays the caller's. */
  dispose(): void;
}
