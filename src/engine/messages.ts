// What the page and the engine's worker say to each other. Types only.
import type { StageTimes } from '../cloak/stage-times.ts';
import type { RoomReport } from '../cloak/room/report.ts';
import type { Settings, ShutterShows } from '../cloak/settings.ts';
import type { SomeThing } from '../cloak/things/thing.ts';
import type { ThingWish } from '../cloak/things/things.ts';
import type { Zone } from '../cloak/zones.ts';
import type { Choice, Somebody } from '../segmentation/choice.ts';
import type { Loaded } from '../models/network.ts';
import type { Tier } from '../tier.ts';
import type { Problem } from '../vanish-error.ts';

/** How one tier did in the self-check at start. */
export interface TierResult {
  tier: Tier;
  /** Warm milliseconds of one generator run; absent when the tier failed. */
  milliseconds?: number;
  /** Largest difference from the golden output, of 0..1; absent when the tier failed. */
  difference?: number;
  /** Why the tier cannot be used, as a sentence. */
  problem?: string;
}

/** What the page must know of the variant in use. */
export interface VariantInUse {
  /** Its id. */
  variant: string;
  /** Whether the room can be remembered: not with a variant that finds the person itself. */
  remembers: boolean;
  /** The refiner that fills may go through; absent: there is none. */
  refiner?: string;
  /** Of a warm run of the generator on this machine; absent: it is still on its way. */
  milliseconds?: number;
}

/** See StartOptions in start.ts. */
export interface StartChoice {
  tier?: Tier;
  variant?: string;
  preferred?: string;
  refiner?: string;
  /** Where models/ and vendor/ lie, a URL with a slash at its end; otherwise at the origin's root. */
  assets?: string;
}

export type ToEngine =
  | ({ kind: 'start'; canvas: OffscreenCanvas } & StartChoice)
  /** Another variant is to take the place of the one in use; the newest wish counts. */
  | { kind: 'variant'; id: string }
  /** Loads a variant (its id, or itself) beside the one in use, runs its golden input, and lets go of it. */
  | { kind: 'try-variant'; wanted: string | Loaded }
  /** One frame, transferred. The engine closes it and answers `frame-done`. */
  | { kind: 'frame'; frame: VideoFrame }
  /** A live track's frames, transferred. Replaces the stream before it; the newest frame wins. */
  | { kind: 'stream'; frames: ReadableStream<VideoFrame> }
  /** A film's frames come through the port, and every one's cloaked picture goes back (film-messages.ts). */
  | { kind: 'film'; port: MessagePort }
  /** No source any more; the last picture stays. */
  | { kind: 'stop' }
  /** A shutter that they close is closed at once: nothing of a frame is shown from then on. */
  | { kind: 'settings'; settings: Settings }
  /** Keeps people in the picture, or hides them. */
  | { kind: 'choose'; choice: Choice }
  /** What is not known of the room is to be taken from a picture of it; `room-brought` follows. */
  | { kind: 'bring-room'; picture: Blob }
  /** Takes a thing out of the picture, or gives it back. */
  | { kind: 'point'; wish: ThingWish }
  /** For so long (ms) whatever shows outside the hole is taken for the room at once. */
  | { kind: 'learn'; milliseconds: number }
  /**
   * From now on every cloaked picture goes through the port too (tap-messages.ts), and whatever the
   * settings say, only cloaked pictures are made. `beside`: with the original at the left of it.
   */
  | { kind: 'record'; port: MessagePort; beside: boolean }
  | { kind: 'record-end' }
  /** Every picture that is shown is written there too; it is transferred. */
  | { kind: 'output'; frames: WritableStream<VideoFrame> }
  /** The next cloaked picture is sent as `snapshot`. */
  | { kind: 'snapshot' };

export type FromEngine =
  /** What the engine is doing before it is ready; share is 0..1. */
  | { kind: 'progress'; share: number; doing: string }
  | ({ kind: 'ready'; tier: Tier; tried: TierResult[]; reason: string } & VariantInUse)
  /** The generator is there, without which the engine was ready. */
  | ({ kind: 'whole'; tried: TierResult[]; reason: string } & VariantInUse)
  /** Another variant is in use. */
  | ({ kind: 'variant' } & VariantInUse)
  /** How far a variant that is being loaded beside the one in use is; share is 0..1. */
  | { kind: 'variant-progress'; id: string; share: number; doing: string }
  /** A variant that was to be tried works here. */
  | { kind: 'variant-tried'; id: string; milliseconds: number }
  /** A wanted variant cannot be used: a sentence. The one in use stays. */
  | ({ kind: 'variant-problem'; id: string } & Problem)
  /**
   * The frame is closed. Its size, if it was drawn; a frame that failed or came too early was not. `source` counts the
   * sources that had ended when the frame came.
   */
  | { kind: 'frame-done'; drawn?: { width: number; height: number }; source?: number }
  /**
   * Twice a second from the first moment on, whatever happens: frames that came and pictures that were shown since
   * the time before, and for how long (ms) a frame has been under way.
   */
  | { kind: 'alive'; received: number; shown: number; busy: number }
  /** The engine cannot go on: a sentence. Another takes over (lasting-engine.ts). */
  | { kind: 'broken'; sentence: string }
  /**
   * The graphics device was lost: a sentence. The picture is to be covered; the engine goes on by itself within seconds,
   * with the source that it has, and says `recovered`, or `broken`.
   */
  | { kind: 'recovering'; sentence: string }
  /** What is still known of the room: a sentence. Pictures follow. */
  | { kind: 'recovered'; sentence: string }
  /** Another engine takes over from one that broke: a sentence. `ready` follows, or a fatal `problem`. */
  | { kind: 'restarting'; sentence: string }
  /** What the shutter shows from now on; absent: it is open. */
  | { kind: 'shutter'; shows?: ShutterShows }
  /** The zones went with the camera: the settings' ones as they are now. */
  | { kind: 'zones'; zones: readonly Zone[] }
  /** Who can be chosen, from left to right; some times a second while there is somebody. */
  | { kind: 'people'; people: readonly Somebody[] }
  /** What came of a picture of the room, as a sentence; refused, it changed nothing. */
  | { kind: 'room-brought'; sentence: string; isRefused: boolean }
  /** Things that go too, from left to right; when there are others, or they moved. */
  | { kind: 'things'; things: readonly SomeThing[] }
  /** `room` is absent while the room is not remembered. */
  | { kind: 'stats'; framesPerSecond: number; stages: StageTimes; room?: RoomReport }
  /** A cloaked picture, PNG. */
  | { kind: 'snapshot'; picture: Blob }
  /** Something happened that needs no action, for example that the camera was moved: a sentence. */
  | { kind: 'notice'; sentence: string }
  /** Something failed; a sentence for the person in front of the page. Fatal: no frames follow. */
  | ({ kind: 'problem'; fatal: boolean } & Problem);
