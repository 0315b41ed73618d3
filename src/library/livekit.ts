/**
 * The cloak as livekit-client's TrackProcessor: `await localVideoTrack.setProcessor(createCloakProcessor(options))`.
 * @module vanish-cloak/livekit
 */
import type { Track, TrackProcessor, VideoProcessorOptions } from 'livekit-client';
import type { CloakOptions } from './cloak-controls.ts';
import { startOnTrack, type Cloak } from './track-cloak.ts';

export type { CloakOptions } from './cloak-controls.ts';
export type { Cloak } from './track-cloak.ts';

export interface CloakProcessor extends TrackProcessor<Track.Kind.Video, VideoProcessorOptions> {
  /** Its controls, from `init` until `destroy`. */
  readonly cloak: Cloak | undefined;
}

/**
 * A processor for a LocalVideoTrack. Set it before the track is published: until `setProcessor` resolves, LiveKit sends the
 * camera's picture. The cloak stays loaded when you switch cameras or mute (which ends the camera's track), but it
 * relearns the room.
 *
 * ```ts
 * const track = await createLocalVideoTrack();
 * await track.setProcessor(createCloakProcessor({ assets: '/vanish/' }));
 * await room.localParticipant.publishTrack(track);
 * ```
 */
export function createCloakProcessor(options: CloakOptions = {}): CloakProcessor {
  let cloak: Cloak | undefined;

  async function open({ track }: VideoProcessorOptions): Promise<void> {
    cloak?.dispose();
    const started = startOnTrack(track, options, true);
    ({ cloak } = started);
    try {
      await started.ready;
    } catch (error) {
      if (cloak === started.cloak) cloak = undefined;
      throw error;
    }
  }

  return {
    name: 'vanish-cloak',
    get processedTrack() {
      return cloak?.track;
    },
    get cloak() {
      return cloak;
    },
    init: open,
    async restart(wanted) {
      if (cloak?.track.readyState === 'live') cloak.setTrack(wanted.track);
      else await open(wanted);
    },
    async destroy() {
      cloak?.dispose();
      cloak = undefined;
    },
  };
}
