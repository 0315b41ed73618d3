// Watches the camera's track under the cloak: its end, and its silence.
import type { FromEngine } from '../engine/messages.ts';

/** Engine reports without a frame (two a second) before the silence is reported. */
const PATIENCE = 6;

export interface FollowOptions {
  onEnd: () => void;
  /** Called once with a sentence when no frames arrive, and again if some arrived in between. */
  onSilence: (sentence: string) => void;
}

export interface Following {
  /** Reports the end at once if the track has ended: a track fires no event when its own program stops it. */
  check(): void;
  /** Counts the engine's report. */
  note(report: Extract<FromEngine, { kind: 'alive' }>): void;
  end(): void;
}

export function followTrack(
  track: MediaStreamTrack,
  { onEnd, onSilence }: FollowOptions,
): Following {
  let silent = 0; // reports
  let hasEnded = false;

  function noteEnd(): void {
    if (hasEnded) return;
    hasEnded = true;
    onEnd();
  }

  function check(): void {
    if (track.readyState === 'ended') noteEnd();
  }

  track.addEventListener('ended', noteEnd);
  const timer = setInterval(check, 500);

  return {
    check,
    note({ received, shown, busy }) {
      silent = received > 0 || shown > 0 || busy > 0 ? 0 : silent + 1;
      if (silent !== PATIENCE) return;
      onSilence(
        track.muted || !track.enabled
          ? 'The camera’s track is muted: the last cloaked picture stays.'
          : 'The camera’s track delivers no pictures: the last cloaked picture stays.',
      );
    },
    end() {
      hasEnded = true;
      clearInterval(timer);
      track.removeEventListener('ended', noteEnd);
    },
  };
}
