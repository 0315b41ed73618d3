// The life of the page's source as a finite state machine: pure, so that every path can be tested.
// source-choice.svelte.ts acts on the events (asks for a camera, stops a track).
import type { Source, SourceKind } from '../../sources/source.ts';

/** A sentence that stays until something else is requested. */
export interface Notice {
  sentence: string;
  /** Whether the demo is a way out: its button is highlighted. */
  offersDemo: boolean;
  /** A file that does not play, but can be cloaked as a whole film. */
  film?: File;
}

export type SourceState =
  /** Nothing was requested yet, or the user stopped it. */
  | { phase: 'idle'; notice?: Notice }
  /** Waits for the camera's permission or a file's first picture. The current source keeps playing. */
  | { phase: 'asking'; kind: SourceKind; inUse?: Source; notice?: Notice }
  | { phase: 'live'; source: Source; notice?: Notice }
  /** The requested source could not be opened, and nothing else is playing. */
  | { phase: 'denied'; notice: Notice }
  /** It was playing and ended by itself. */
  | { phase: 'lost'; notice: Notice };

export type SourceEvent =
  /** With a notice if the page asks by itself and says why. */
  | { type: 'ask'; kind: SourceKind; notice?: Notice }
  | { type: 'opened'; source: Source }
  | { type: 'failed'; notice: Notice }
  | { type: 'lost'; notice: Notice }
  | { type: 'stopped' };

/** The source whose frames are shown, if any. */
export function sourceInUse(life: SourceState): Source | undefined {
  if (life.phase === 'live') return life.source;
  if (life.phase === 'asking') return life.inUse;
  return undefined;
}

/** The sentence to show, if any. */
export function noticeOf(life: SourceState): Notice | undefined {
  return life.notice;
}

/**
 * The state after an event.
 * @throws if the event cannot happen in this state
 */
export function step(life: SourceState, event: SourceEvent): SourceState {
  switch (event.type) {
    case 'ask':
      return {
        phase: 'asking',
        kind: event.kind,
        inUse: sourceInUse(life),
        notice: event.notice,
      };
    case 'opened':
      if (life.phase !== 'asking') break;
      return { phase: 'live', source: event.source, notice: life.notice };
    case 'failed':
      if (life.phase !== 'asking') break;
      return life.inUse
        ? { phase: 'live', source: life.inUse, notice: event.notice }
        : { phase: 'denied', notice: event.notice };
    case 'lost':
      if (life.phase === 'live') return { phase: 'lost', notice: event.notice };
      if (life.phase === 'asking') {
        return { phase: 'asking', kind: life.kind, notice: event.notice };
      }
      break;
    case 'stopped':
      return { phase: 'idle' };
  }
  throw new Error(`The source cannot be "${event.type}" while it is "${life.phase}".`);
}
