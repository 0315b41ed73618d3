// Where the engine's frames come from: one stream or one film at a time. A new one replaces the current one.
import { createFilmTap, type FilmFrame } from './film-tap.ts';

export interface FrameInlet {
  /** Frames of a live track, one after the other. The next one is prepared early; the track drops all others. */
  follow(frames: ReadableStream<VideoFrame>): Promise<void>;
  /** Every frame of a film. */
  followFilm(port: MessagePort): Promise<void>;
  /** Stops: no frame of the current stream or film follows. */
  leave(): Promise<void>;
}

export interface InletOptions<Prepared> {
  /** Takes ownership of the stream's next frame while the current one is in progress. */
  prepare: (frame: VideoFrame) => Prepared;
  /** Shows a prepared frame; the next one follows when it resolves. */
  show: (prepared: Prepared) => Promise<void>;
  /** Closes a prepared frame that is not shown because the source has changed. */
  drop: (prepared: Prepared) => void;
  /** Takes ownership of a film's frame. */
  showFilm: (film: FilmFrame) => void;
  /** Called with the error that ended a stream. */
  onProblem: (error: unknown) => void;
}

export function createFrameInlet<Prepared extends object>(
  options: InletOptions<Prepared>,
): FrameInlet {
  const { prepare, show, drop, showFilm, onProblem } = options;
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

      async function next(): Promise<Prepared | undefined> {
        const { value, done } = await mine.read();
        if (done) return undefined;
        if (reader === mine) return prepare(value);
        value.close();
        return undefined;
      }

      try {
        for (let coming = next(); ;) {
          const prepared = await coming;
          if (!prepared) break;
          if (reader !== mine) {
            drop(prepared);
            break;
          }
          const shown = show(prepared);
          coming = next();
          coming.catch(() => {}); // it is awaited below
          await shown;
        }
      } catch (error) {
        onProblem(error);
      }
    },
    async followFilm(port) {
      await leave();
      endFilm = createFilmTap(port, showFilm);
    },
  };
}
