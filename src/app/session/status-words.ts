// The page's words for what Vanish is doing.
import type { Settings, ShutterShows } from '../../cloak/settings.ts';
import type { SourceState } from '../source/source-state.ts';
import type { EngineState } from './engine-state.ts';
import { t, told } from '../words/words.svelte.ts';

export interface Doing {
  engine: EngineState;
  source: SourceState;
  /** The title of the current source. */
  title?: string;
  settings: Pick<Settings, 'cloak' | 'shutter'>;
  /** Whether the room is remembered at all. */
  remembers: boolean;
  /** What the engine's shutter shows; undefined while it is open. */
  shutterShows?: ShutterShows;
  /** Whether there is a picture of the current source. */
  hasPicture: boolean;
  /** Sentences about who is kept and what is removed, if there is something to say. */
  details: readonly (string | undefined)[];
}

/** What Vanish is doing while nothing is wrong, as a sentence. */
export function describeDoing(doing: Doing): string {
  const { engine, source, title, settings, hasPicture, details } = doing;
  if (source.phase === 'asking') {
    return source.kind === 'camera' ? t().status.allowCamera : t().status.openingVideo;
  }
  const hasSource = title !== undefined;
  if (engine.phase === 'loading') {
    return hasSource ? t().status.notBeforeReady : t().status.gettingReady;
  }
  if (!hasSource) return settings.shutter ? describeShutter('plain', true) : t().status.ready;
  if (doing.shutterShows) return describeShutter(doing.shutterShows, doing.remembers);
  if (settings.shutter) return t().status.shutterCloses;
  if (!hasPicture) return t().status.firstPicture;
  if (!settings.cloak) return t().status.off(told(title));
  return [t().status.on, ...details].filter((sentence) => sentence !== undefined).join(' ');
}

/** @param remembers whether the room is remembered at all */
function describeShutter(shows: ShutterShows, remembers: boolean): string {
  if (shows === 'room') return t().status.shutRoom;
  return remembers ? t().status.shutUnknown : t().status.shutForgotten;
}
