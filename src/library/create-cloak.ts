/**
 * The cloak for other programs: a camera's track in, a cloaked track out. See docs/library.md.
 * @module vanish-cloak
 */
import type { CloakOptions } from './cloak-controls.ts';
import { missing } from './support.ts';
import { startOnTrack, type Cloak } from './track-cloak.ts';

export type { RemovedThing } from '../cloak/things/thing.ts';
export type { Place } from '../cloak/zones.ts';
export type { StageName, StageTimes } from '../cloak/stage-times.ts';
export type { Tier } from '../tier.ts';
export { VanishError, type ErrorCode } from '../vanish-error.ts';
export type { CloakControls, CloakOptions, CloakStats } from './cloak-controls.ts';
export type { Cloak } from './track-cloak.ts';

/**
 * Applies the cloak to a camera's track.
 *
 * ```ts
 * const camera = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } });
 * const cloak = await createCloak(camera.getVideoTracks()[0], { assets: '/vanish/' });
 * connection.addTrack(cloak.track);
 * ```
 *
 * @param track of kind "video", live; it stays the caller's
 * @returns resolves when cloaked pictures can be made
 * @throws VanishError: `unsupported`, `wrong-track`, `track-ended` (also while loading), `not-loaded`,
 *   `unknown-variant`, `unfit-variant`, `failed`
 */
export async function createCloak(
  track: MediaStreamTrack,
  options: CloakOptions = {},
): Promise<Cloak> {
  const { cloak, ready } = startOnTrack(track, options);
  await ready;
  return cloak;
}

/**
 * Whether this browser supports what the cloak needs. The check loads nothing: a machine that is too slow, or on which
 * no tier gives the right pictures, shows only when `createCloak` rejects.
 */
createCloak.isSupported = (): boolean => missing().length === 0;
