// Zones where nobody watches the room: what they hide of a frame, made once for the same zones and size.
import type { Rect } from '../frame/geometry.ts';
import type { HideMap } from './plate.ts';
import { createZoneMap, hideZones, type Zone } from './zones.ts';

/** px of the longer side of the map of zones. */
const MAP_SIDE = 160;

export interface HiddenZones {
  hide: HideMap;
  /** Of what is hidden. */
  bounds: Rect;
}

/** @returns what zones hide of a frame; undefined when it is nothing */
export function createZoneHiding(): (
  zones: readonly Zone[],
  frame: VideoFrame,
) => HiddenZones | undefined {
  let last: { zones: readonly Zone[]; size: string; hidden: HiddenZones | undefined } | undefined;
  return (zones, { displayWidth, displayHeight }) => {
    if (zones.length === 0) return undefined;
    const size = `${displayWidth}x${displayHeight}`;
    if (last?.zones === zones && last.size === size) return last.hidden;
    const scale = MAP_SIDE / Math.max(displayWidth, displayHeight);
    const side = (px: number) => Math.max(1, Math.round(scale * px));
    const map = createZoneMap(zones, side(displayWidth), side(displayHeight));
    const hidden = map.bounds && { hide: hideZones(map), bounds: map.bounds };
    last = { zones, size, hidden };
    return hidden;
  };
}
