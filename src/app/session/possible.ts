// What the page can offer: by what the engine can do, what is set, and whether there is a picture.
import { PLATE_VIEWS, VIEWS, type Settings, type View } from '../../cloak/settings.ts';
import type { SourceKind } from '../../sources/source.ts';
import type { EngineLife } from './engine-life.ts';

export interface Possible {
  /** The room can be remembered: until the engine says no. */
  remember: boolean;
  /** There is a refiner that fills may go through. */
  refine: boolean;
  /** What is invented may get texture: the room that is remembered has it. */
  texture: boolean;
  /** There is a picture that the room can be learned from. */
  learn: boolean;
  /** A picture of the room can be brought: of a demo nobody has one. */
  bringRoom: boolean;
  /** There is a picture in which people can be chosen to be kept. */
  choose: boolean;
  /** There is a picture in which things can be pointed at. */
  point: boolean;
  /** The views to choose from. */
  views: readonly View[];
}

/**
 * @param hasPicture whether there is a picture of the source in use
 * @param kind of that source
 */
export function possibleWith(
  engine: EngineLife,
  { cloak, remember, shutter }: Settings,
  hasPicture: boolean,
  kind: SourceKind | undefined,
): Possible {
  const isReady = engine.phase === 'ready';
  const canRemember = !isReady || engine.remembers;
  const remembers = canRemember && remember;
  const isCloaked = cloak && !shutter && hasPicture;
  const learn = remembers && isCloaked;
  return {
    remember: canRemember,
    refine: isReady && engine.refiner !== undefined,
    texture: isReady && remembers,
    learn,
    bringRoom: learn && kind !== 'demo',
    choose: canRemember && isCloaked,
    point: isCloaked,
    views: remembers ? VIEWS : VIEWS.filter((view) => !PLATE_VIEWS.includes(view)),
  };
}
