/**
 * The cloak as lib-jitsi-meet's stream effect: `await jitsiLocalTrack.setEffect(createCloakEffect(options))`.
 * @module vanish-cloak/jitsi
 */
import type { CloakOptions } from './cloak-controls.ts';
import { startOnTrack, type Cloak } from './track-cloak.ts';
import { VanishError } from '../vanish-error.ts';

export type { CloakOptions } from './cloak-controls.ts';
export type { Cloak } from './track-cloak.ts';

/** What is needed of a JitsiLocalTrack. */
export interface JitsiTrack {
  isVideoTrack(): boolean;
  /** "camera" or "desktop". */
  videoType?: string;
}

export interface CloakEffect {
  /** Whether the effect supports this track: only a camera's. */
  isEnabled(track: JitsiTrack): boolean;
  /**
   * @returns immediately: a stream whose picture starts when the cloak is ready, and shows nothing of the camera before
   * that; other tracks, such as sound, are passed on
   * @throws VanishError (`unsupported`, `wrong-track`, `track-ended`)
   */
  startEffect(stream: MediaStream): MediaStream;
  stopEffect(): void;
  /** Its controls, from `startEffect` until `stopEffect`. */
  readonly cloak: Cloak | undefined;
}

/** If the cloak cannot be loaded, `onProblem` is called and the picture stays empty. */
export function createCloakEffect(options: CloakOptions = {}): CloakEffect {
  let cloak: Cloak | undefined;
  return {
    isEnabled: (track) => track.isVideoTrack() && track.videoType !== 'desktop',
    get cloak() {
      return cloak;
    },
    startEffect(stream) {
      cloak?.dispose();
      const [camera] = stream.getVideoTracks();
      if (!camera) throw new VanishError('wrong-track', 'The cloak needs a track of kind "video".');
      const started = startOnTrack(camera, options);
      ({ cloak } = started);
      started.ready.catch((error: VanishError) => {
        if (error.code !== 'disposed') options.onProblem?.(error.message, true, error);
      });
      return new MediaStream([cloak.track, ...stream.getAudioTracks()]);
    },
    stopEffect() {
      cloak?.dispose();
      cloak = undefined;
    },
  };
}
