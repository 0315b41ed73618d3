// The messages between the page and the recorder's worker, and the heartbeat's interval.
import type { Clip } from './clip.ts';
import type { CloakedFilm, FilmJob } from './film/cloak-film.ts';
import type { FilmFacts } from './film/film-facts.ts';
import type { FilmProgress } from './film/film-progress.ts';
import type { Problem } from '../vanish-error.ts';
import type { Recovered } from './finish-clip.ts';
import type { RecordingProgress, RecordingResult } from './recording.ts';

/** ms between two heartbeats of the worker. */
export const HEARTBEAT = 1000;

/** The page's questions about clips, each with its parameters and its answer. */
export interface Questions {
  list: { given: undefined; answer: Clip[] };
  recover: { given: undefined; answer: Recovered[] };
  open: { given: string; answer: File };
  rename: { given: { id: string; name: string }; answer: undefined };
  remove: { given: string; answer: undefined };
  /** Ends the recording. `at`: when the button was pressed, ms since 1970. */
  stop: { given: { at: number }; answer: RecordingResult };
  readFilm: { given: File; answer: FilmFacts };
  /** One film at a time. The answer is undefined if it was cancelled. */
  cloakFilm: { given: FilmJob; answer: CloakedFilm | undefined };
  isLasting: { given: undefined; answer: boolean };
}

export type ToRecorder =
  /** Pictures come through the port (engine/tap-messages.ts). One recording at a time. */
  | { kind: 'start'; port: MessagePort; name: string; withSound: boolean }
  /** From now on, the recording's pictures come through this port. */
  | { kind: 'pictures'; port: MessagePort }
  /** `at`: when the button was pressed, ms since 1970. It takes effect from then. */
  | { kind: 'pause'; at: number }
  | { kind: 'go-on'; at: number }
  | { kind: 'mute'; isMuted: boolean; at: number }
  /** A microphone's stream, transferred. Replaces the previous one. If absent, there is no microphone any more. */
  | { kind: 'sound'; stream?: ReadableStream<AudioData> }
  | { kind: 'film-pause' }
  | { kind: 'film-go-on' }
  | { kind: 'film-cancel' }
  | { kind: 'ask'; number: number; what: keyof Questions; given: unknown };

export type FromRecorder =
  /** Sent every second (`HEARTBEAT`) once the worker has loaded. */
  | { kind: 'alive' }
  /** Sent a few times a second while recording. */
  | { kind: 'progress'; progress: RecordingProgress }
  /** Sent a few times a second while a film is cloaked. */
  | { kind: 'film-progress'; progress: FilmProgress }
  /** How loud the microphone is, 0..1. */
  | { kind: 'level'; level: number }
  /** The recording cannot continue and must be stopped: a sentence. */
  | { kind: 'broken'; sentence: string }
  /** Something the user should know: a sentence. */
  | { kind: 'notice'; sentence: string }
  | { kind: 'answer'; number: number; answer?: unknown; problem?: Problem };
