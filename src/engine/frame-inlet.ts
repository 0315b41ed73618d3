// Where the engine's frames come from: one stream or one film at a time. A new one replaces the current one.
import { createFilmTap, type FilmFrame } from './film-tap.ts';

export interface FrameInlet {
  /** Frames of a live track, one after the other. The track drops frames that arrive meanwhile. */
  follow(frames: ReadableStream<VideoFrame>): Promise<void>;
  /** Every frame of a film. */
  followFilm(port: MessagePort): Promise<void>;
  /** Stops: no frame of the current stream or film follows. */
  leave(): Promise<void>;
}

/**
 * @param show takes ownership of a frame; a stream's next frame follows when it resolves
 * @param onProblem called with the error that ended a stream
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
    await old?.cancel().catch(() => {}); // a broken stream is as gone as a cancelled one
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
