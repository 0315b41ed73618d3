// The messages between the page and the engine's worker. Types only.
import type { StageTimes } from '../cloak/stage-times.ts';
import type { RoomReport } from '../cloak/room/report.ts';
import type { Settings, ShutterShows } from '../cloak/settings.ts';
import type { RemovedThing } from '../cloak/things/thing.ts';
import type { ThingRequest } from '../cloak/things/things.ts';
import type { Zone } from '../cloak/zones.ts';
import type { Choice, SeenPerson } from '../segmentation/choice.ts';
import type { Loaded, OnnxPlace } from '../models/network.ts';
import type { Tier } from '../tier.ts';
import type { Problem } from '../vanish-error.ts';

/** How one tier did in the self-check at start. */
export interface TierResult {
  tier: Tier;
  /** Milliseconds of one warm generator run; absent if the tier failed. */
  milliseconds?: number;
  /** Largest difference from the golden output, on a scale of 0..1; absent if the tier failed. */
  difference?: number;
  /** Why the tier cannot be used, as a sentence. */
  problem?: string;
}

/** What the page must know about the variant in use. */
export interface VariantInUse {
  /** Its id. */
  variant: string;
  /** Whether the room can be remembered. It cannot with a variant that finds the person itself. */
  remembers: boolean;
  /** The available refiner; absent if there is none. */
  refiner?: string;
  /** Milliseconds of a warm generator run on this machine; absent while the generator is still loading. */
  milliseconds?: number;
  /** Where ONNX Runtime runs it; absent for networks of tfjs, which run in the tier. */
  place?: OnnxPlace;
}

/** See StartOptions in start.ts. */
export interface StartChoice {
  tier?: Tier;
  variant?: string;
  preferred?: string;
  refiner?: string;
  /** Where models/ and vendor/ are, a URL with a trailing slash. Defaults to the origin's root. */
  assets?: string;
}

export type ToEngine =
  | ({ kind: 'start'; canvas: OffscreenCanvas } & StartChoice)
  /** Replaces the variant in use. The latest request wins. */
  | { kind: 'variant'; id: string }
  /** Loads a variant (an id, or the variant itself) next to the one in use, runs its golden input, and unloads it. */
  | { kind: 'try-variant'; wanted: string | Loaded }
  /** One frame, transferred. The engine closes it and answers `frame-done`. */
  | { kind: 'frame'; frame: VideoFrame }
  /** A live track's frames, transferred. Replaces the previous stream; the newest frame wins. */
  | { kind: 'stream'; frames: ReadableStream<VideoFrame> }
  /** A film's frames come through the port, and each is answered with its cloaked picture (film-messages.ts). */
  | { kind: 'film'; port: MessagePort }
  /** The source ends; the last picture stays. */
  | { kind: 'stop' }
  /** If they close the shutter, it closes at once: no frame is shown after that. */
  | { kind: 'settings'; settings: Settings }
  /** Keeps people in the picture, or hides them. */
  | { kind: 'choose'; choice: Choice }
  /** Uses a picture of the room to fill in what has not been seen of it. `room-brought` follows. */
  | { kind: 'bring-room'; picture: Blob }
  /** Takes a thing out of the picture, or puts it back. */
  | { kind: 'point'; request: ThingRequest }
  /** For this long (ms), everything outside the hole is learned as room at once. */
  | { kind: 'learn'; milliseconds: number }
  /**
   * From now on every picture also goes through the port (tap-messages.ts), and only cloaked pictures are made,
   * whatever the settings say. `beside`: with the original to the left of it.
   */
  | { kind: 'record'; port: MessagePort; beside: boolean }
  | { kind: 'record-end' }
  /** Also writes every displayed picture to this stream, which is transferred. */
  | { kind: 'output'; frames: WritableStream<VideoFrame> }
  /** Sends the next cloaked picture as `snapshot`. */
  | { kind: 'snapshot' };

export type FromEngine =
  /** What the engine is doing before it is ready. `share` is 0..1. */
  | { kind: 'progress'; share: number; doing: string }
  | ({ kind: 'ready'; tier: Tier; tried: TierResult[]; reason: string } & VariantInUse)
  /** The generator has loaded; the engine was ready without it. */
  | ({ kind: 'whole'; tried: TierResult[]; reason: string } & VariantInUse)
  /** Another variant is in use. */
  | ({ kind: 'variant' } & VariantInUse)
  /** The variant in use moved from the GPU to the CPU. */
  | ({ kind: 'moved' } & VariantInUse)
  /** Progress of a variant that loads next to the one in use. `share` is 0..1. */
  | { kind: 'variant-progress'; id: string; share: number; doing: string }
  /** A variant on trial works here. */
  | { kind: 'variant-tried'; id: string; milliseconds: number }
  /** A requested variant cannot be used: a sentence. The one in use stays. */
  | ({ kind: 'variant-problem'; id: string } & Problem)
  /**
   * The frame is closed. `drawn` is its size if it was drawn; a frame that failed or came too early was not. `source`
   * is how many sources had ended when the frame came.
   */
  | { kind: 'frame-done'; drawn?: { width: number; height: number }; source?: number }
  /**
   * Sent twice a second from the start, whatever happens: frames received and pictures shown since the last message,
   * and how long (ms) the current frame has been running.
   */
  | { kind: 'alive'; received: number; shown: number; busy: number }
  /** The engine cannot continue: a sentence. Another one takes over (lasting-engine.ts). */
  | { kind: 'broken'; sentence: string }
  /**
   * The graphics device was lost: a sentence. Cover the picture. The engine continues by itself within seconds, with
   * the same source, and sends `recovered` or `broken`.
   */
  | { kind: 'recovering'; sentence: string }
  /** What is still known of the room: a sentence. Pictures follow. */
  | { kind: 'recovered'; sentence: string }
  /** Another engine replaces one that broke: a sentence. `ready` follows, or a fatal `problem`. */
  | { kind: 'restarting'; sentence: string }
  /** What the shutter shows from now on; absent if it is open. */
  | { kind: 'shutter'; shows?: ShutterShows }
  /** The zones moved with the camera: the settings' zones in their new places. */
  | { kind: 'zones'; zones: readonly Zone[] }
  /** The people who can be chosen, from left to right. Sent a few times a second while there are any. */
  | { kind: 'people'; people: readonly SeenPerson[] }
  /** The outcome of a picture of the room, as a sentence. If it was refused, nothing changed. */
  | { kind: 'room-brought'; sentence: string; isRefused: boolean }
  /** The things taken out, from left to right. Sent when they change or move. */
  | { kind: 'things'; things: readonly RemovedThing[] }
  /** `room` is absent while the room is not remembered. */
  | { kind: 'stats'; framesPerSecond: number; stages: StageTimes; room?: RoomReport }
  /** A cloaked picture, PNG. */
  | { kind: 'snapshot'; picture: Blob }
  /** Something happened that needs no action, for example the camera moved: a sentence. */
  | { kind: 'notice'; sentence: string }
  /** Something failed: a sentence for the user. Fatal: no frames follow. */
  | ({ kind: 'problem'; fatal: boolean } & Problem);
