// Takes the frames of a whole film and answers each with its cloaked picture: none is skipped, and none is raw.
import type { Pipeline } from '../cloak/pipeline.ts';
import type { Settings } from '../cloak/settings.ts';
import { countShown } from '../segmentation/choice.ts';
import type { FromFilmTap, ToFilmTap } from './film-messages.ts';

/** A frame whose sender waits for an answer. */
export interface FilmFrame {
  readonly frame: VideoFrame;
  /** Whether its picture is wanted. If not, the frame is only there to learn from. */
  readonly wanted: boolean;
  /**
   * Answers with what the pipeline made of the frame, run with `pinned` settings.
   * @param timestamp μs
   */
  answer(pipeline: Pipeline, timestamp: number): void;
  fail(sentence: string): void;
}

/**
 * @param take called for every frame; it must answer or fail the frame, and close it
 * @returns a function that ends the tap
 */
export function createFilmTap(port: MessagePort, take: (frame: FilmFrame) => void): () => void {
  function say(message: FromFilmTap, transfer: Transferable[] = []): void {
    port.postMessage(message, transfer);
  }

  port.onmessage = ({ data: { frame, wanted } }: MessageEvent<ToFilmTap>) => {
    take({
      frame,
      wanted,
      answer(pipeline, timestamp) {
        if (!wanted) {
          say({ kind: 'seen' });
          return;
        }
        const picture = pipeline.redraw((canvas) => new VideoFrame(canvas, { timestamp }));
        say({ kind: 'picture', picture, kept: countShown(pipeline.mask.people) }, [picture]);
      },
      fail: (sentence) => say({ kind: 'failed', sentence }),
    });
  };
  return () => {
    port.onmessage = null;
    port.close();
  };
}

/**
 * The settings for a film's frame. What was never seen is guessed once, from everything that was learned, and is the
 * same in every frame.
 * @param wanted see `FilmFrame`
 */
export function forFilm(settings: Settings, wanted: boolean): Settings {
  return { ...settings, texture: settings.texture && wanted, waits: wanted && settings.remember };
}
