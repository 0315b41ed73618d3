// What zones hide of a frame, for strategies without a watch; cached while zones and size stay the same.
import type { Rect } from '../frame/geometry.ts';
import type { HideMap } from './plate.ts';
import { createZoneMap, hideZones, type Zone } from './zones.ts';

/** The longer side of the zone map, px. */
const MAP_SIDE = 160;

export interface HiddenZones {
  hide: HideMap;
  /** Bounds of what is hidden. */
  bounds: Rect;
}

/** @returns computes what zones hide of a frame; undefined if nothing */
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
