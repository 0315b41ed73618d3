// The cloak on a camera's track: the basis of createCloak and the adapters for tracks.
import { feedFromTrack } from '../sources/frames.ts';
import { openOutputTrack } from '../engine/output-track.ts';
import { VanishError } from '../vanish-error.ts';
import { followTrack } from './follow-track.ts';
import type { CloakControls, CloakOptions } from './cloak-controls.ts';
import { startCloak } from './start-cloak.ts';
import { requireSupport } from './support.ts';

/** A cloak on a camera's track. */
export interface Cloak extends CloakControls {
  /**
   * The cloaked picture. Before the first one is made, it carries nothing. It never carries anything uncloaked unless
   * `setEnabled(false)` was called.
   */
  readonly track: MediaStreamTrack;
  /**
   * Switches to another camera, or to the same one reopened. `track` stays the same. The room is relearned. Both camera
   * tracks stay the caller's.
   * @throws VanishError (`wrong-track`, `track-ended`, `disposed`)
   */
  setTrack(track: MediaStreamTrack): void;
}

export interface TrackCloak {
  /** Exists from the start, but has no picture until the cloak is ready. */
  cloak: Cloak;
  /** Resolves when cloaked pictures can be made. @throws VanishError if that fails */
  ready: Promise<void>;
}

const ENDED = 'The camera’s track has ended, and with it the cloaked one.';

/**
 * @param outlivesTrack whether the cloak, when the camera's track ends, keeps its last picture and waits for
 * `setTrack`; otherwise it ends too
 * @throws VanishError (`unsupported`, `wrong-track`, `track-ended`)
 */
export function startOnTrack(
  camera: MediaStreamTrack,
  options: CloakOptions = {},
  outlivesTrack = false,
): TrackCloak {
  let track = checked(camera);
  requireSupport();
  const canvas = document.createElement('canvas');
  const output = openOutputTrack(canvas);
  const started = startCloak(
    {
      canvas,
      pictures: output.frames,
      isTiedToCanvas: !output.frames, // a track captured from one canvas cannot switch to another
      feed: (engine) => (track.readyState === 'live' ? feedFromTrack(track, engine) : () => {}),
      onMessage(message) {
        if (message.kind === 'ready') following.check();
        if (message.kind === 'alive' && started.isReady) following.note(message);
      },
      close() {
        isDisposed = true;
        following.end();
        output.track.stop();
      },
    },
    options,
  );
  const { controls, ready, fail } = started;
  let isDisposed = false;
  let following = follow();

  function follow() {
    return followTrack(track, {
      onEnd: () => outlivesTrack || fail(new VanishError('track-ended', ENDED), true),
      onSilence: (sentence) => started.isReady && fail(new VanishError('failed', sentence), false),
    });
  }

  const cloak: Cloak = {
    ...controls,
    get things() {
      return controls.things;
    },
    track: output.track,
    setTrack(next) {
      if (isDisposed) throw new VanishError('disposed', 'The cloak was taken off.');
      track = checked(next);
      following.end();
      following = follow();
      started.restartFeed();
    },
  };
  return { cloak, ready };
}

/** @param track undefined if the caller's stream has none @throws VanishError (`wrong-track`, `track-ended`) */
function checked(track: MediaStreamTrack | undefined): MediaStreamTrack {
  if (track?.kind !== 'video') {
    throw new VanishError('wrong-track', 'The cloak needs a track of kind "video".');
  }
  if (track.readyState === 'ended') throw new VanishError('track-ended', ENDED);
  return track;
}
