// Watches the camera's track that a program put the cloak on: its end, and its silence.
import type { FromEngine } from '../engine/messages.ts';

/** Reports of the engine, two a second, without a frame after which it is said. */
const PATIENCE = 6;

export interface FollowOptions {
  onEnd: () => void;
  /** Called once with a sentence when no frames come; again when they came in between. */
  onSilence: (sentence: string) => void;
}

export interface Following {
  hear(message: Extract<FromEngine, { kind: 'alive' }>): void;
  end(): void;
}

export function followTrack(
  track: MediaStreamTrack,
  { onEnd, onSilence }: FollowOptions,
): Following {
  let silent = 0; // reports
  /** A track that its own program stops says nothing about it: it is looked at in every report. */
  let hasEnded = false;

  function noteEnd(): void {
    if (hasEnded) return;
    hasEnded = true;
    onEnd();
  }

  track.addEventListener('ended', noteEnd);
  // Also while the cloak is loaded, when there are no reports yet.
  const timer = setInterval(() => {
    if (track.readyState === 'ended') noteEnd();
  }, 500);

  return {
    hear({ received, shown, busy }) {
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
