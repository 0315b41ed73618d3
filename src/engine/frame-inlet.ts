// Where the engine's frames come from: one stream or one film at a time. Another takes the place of the one before.
import { createFilmTap, type FilmFrame } from './film-tap.ts';

export interface FrameInlet {
  /** Frames of a live track, one after the other; the track drops what comes meanwhile. */
  follow(frames: ReadableStream<VideoFrame>): Promise<void>;
  /** Every frame of a film. */
  followFilm(port: MessagePort): Promise<void>;
  /** No frame of what there was comes any more. */
  leave(): Promise<void>;
}

/**
 * @param show takes a frame over; the next one of a stream comes when it resolves
 * @param onProblem called with what ended a stream
 */
export function createFrameInlet(
  show: (frame: VideoFrame, film?: FilmFrame) => Promise<void>,
  onProblem: (error: unknown) => void,
): FrameInlet {
  let reader: ReadableStreamDefaultReader<VideoFrame> | undefined;
  let endFilm: (() => void) | undefined;

  async function leave(): Promise<void> {
    endFilm?.();
    endFilm = undefined;
    const old = reader;
    reader = undefined;
    await old?.cancel().catch(() => {}); // a stream that broke is as gone as one that was cancelled
  }

  return {
    leave,
    async follow(frames) {
      await leave();
      const mine = frames.getReader();
      reader = mine;
      try {
        for (;;) {
          const { value, done } = await mine.read();
          if (done) break;
          if (reader === mine) await show(value);
          else value.close();
        }
      } catch (error) {
        onProblem(error);
      }
    },
    async followFilm(port) {
      await leave();
      endFilm = createFilmTap(port, (film) => void show(film.frame, film));
    },
  };
}
