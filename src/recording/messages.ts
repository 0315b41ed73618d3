// What the page and the recorder's worker say to each other. Types only.
import type { Clip } from './clip.ts';
import type { CloakedFilm, FilmJob } from './film/cloak-film.ts';
import type { FilmFacts } from './film/film-facts.ts';
import type { FilmProgress } from './film/film-progress.ts';
import type { Recovered } from './finish-clip.ts';
import type { RecordingProgress, RecordingResult } from './recording.ts';

/** What the page asks about clips, each with what it needs and what the answer is. */
export interface Questions {
  list: { given: undefined; answer: Clip[] };
  recover: { given: undefined; answer: Recovered[] };
  open: { given: string; answer: File };
  rename: { given: { id: string; name: string }; answer: undefined };
  remove: { given: string; answer: undefined };
  /** Ends the recording. */
  stop: { given: undefined; answer: RecordingResult };
  readFilm: { given: File; answer: FilmFacts };
  /** One film at a time. The answer is undefined if it was cancelled. */
  cloakFilm: { given: FilmJob; answer: CloakedFilm | undefined };
  isLasting: { given: undefined; answer: boolean };
}

export type ToRecorder =
  /** Pictures come through the port (engine/tap-messages.ts). One recording at a time. */
  | { kind: 'start'; port: MessagePort; name: string; withSound: boolean }
  | { kind: 'pause' }
  | { kind: 'go-on' }
  | { kind: 'mute'; isMuted: boolean }
  /** A microphone's stream, transferred; replaces the one before. Without: there is none any more. */
  | { kind: 'sound'; stream?: ReadableStream<AudioData> }
  | { kind: 'film-pause' }
  | { kind: 'film-go-on' }
  | { kind: 'film-cancel' }
  | { kind: 'ask'; number: number; what: keyof Questions; given: unknown };

export type FromRecorder =
  /** A few times a second while there is a recording. */
  | { kind: 'progress'; progress: RecordingProgress }
  /** A few times a second while a film is cloaked. */
  | { kind: 'film-progress'; progress: FilmProgress }
  /** How loud the microphone is, 0..1. */
  | { kind: 'level'; level: number }
  /** The recording cannot go on and wants to be stopped: a sentence. */
  | { kind: 'broken'; sentence: string }
  /** Something the person should know: a sentence. */
  | { kind: 'notice'; sentence: string }
  | { kind: 'answer'; number: number; answer?: unknown; problem?: string };
