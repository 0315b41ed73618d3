// What the page can offer, depending on the engine, the settings, and whether there is a picture.
import { PLATE_VIEWS, VIEWS, type Settings, type View } from '../../cloak/settings.ts';
import type { SourceKind } from '../../sources/source.ts';
import type { EngineState } from './engine-state.ts';

export interface Possible {
  /** The room can be remembered. True until the engine says no. */
  remember: boolean;
  /** There is a refiner for fills. */
  refine: boolean;
  /** Fills can have texture, which comes from the remembered room. */
  texture: boolean;
  /** There is a picture to learn the room from. */
  learn: boolean;
  /** The user can provide a picture of the room. Nobody has one of the demo's. */
  bringRoom: boolean;
  /** There is a picture in which people can be chosen to stay. */
  choose: boolean;
  /** There is a picture in which things can be pointed at. */
  point: boolean;
  /** The views to choose from. */
  views: readonly View[];
}

/**
 * @param hasPicture whether there is a picture of the current source
 * @param kind of that source
 */
export function possibleWith(
  engine: EngineState,
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
