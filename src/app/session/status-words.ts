// How the page writes what Vanish is doing.
import type { Settings, ShutterShows } from '../../cloak/settings.ts';
import type { SourceLife } from '../source/source-life.ts';
import type { EngineLife } from './engine-life.ts';

export const CANNOT_CLOAK =
  'This browser lacks what the cloak is made of (WebCodecs, OffscreenCanvas, and WebGL 2 or WebGPU), ' +
  'or it is switched off. Nothing is shown. Open the page in a current Chrome, Edge, Firefox or Safari, ' +
  'with its hardware acceleration on.';

export interface Doing {
  engine: EngineLife;
  source: SourceLife;
  /** The title of the source in use. */
  title?: string;
  settings: Pick<Settings, 'cloak' | 'shutter'>;
  /** Whether the room is remembered at all. */
  remembers: boolean;
  /** What the engine's shutter shows; undefined while it is open. */
  shutterShows?: ShutterShows;
  /** Whether there is a picture of the source in use. */
  hasPicture: boolean;
  /** Sentences about who is kept and what goes too, where there is something to say. */
  details: readonly (string | undefined)[];
}

/** What Vanish is doing while nothing is wrong, as a sentence. */
export function describeDoing(doing: Doing): string {
  const { engine, source, title, settings, hasPicture, details } = doing;
  if (source.phase === 'asking') {
    return source.kind === 'camera'
      ? 'Allow the camera, and step in front of it.'
      : 'Opening the video …';
  }
  const hasSource = title !== undefined;
  if (engine.phase === 'loading') {
    return hasSource
      ? 'Nothing is shown before the cloak is ready.'
      : 'The cloak is getting ready.';
  }
  if (!hasSource) return settings.shutter ? describeShutter('plain', true) : 'The cloak is ready.';
  if (doing.shutterShows) return describeShutter(doing.shutterShows, doing.remembers);
  if (settings.shutter) return 'The shutter is closing.';
  if (!hasPicture) return 'The first picture is on its way.';
  if (!settings.cloak) return `The cloak is off: ${title} is shown as it is.`;
  return ['The cloak is on.', ...details].filter((sentence) => sentence !== undefined).join(' ');
}

/** @param remembers whether the room is remembered at all */
function describeShutter(shows: ShutterShows, remembers: boolean): string {
  if (shows === 'room') return 'Shutter closed: the room as remembered.';
  return remembers
    ? 'Shutter closed: a plain picture, as nothing of the room is known yet.'
    : 'Shutter closed: a plain picture, as the room is not remembered.';
}
