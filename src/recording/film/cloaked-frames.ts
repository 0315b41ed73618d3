// The film's end of the port to the engine: sends frames, gets their cloaked pictures back in the same order.
import type { FromFilmTap, ToFilmTap } from '../../engine/film-messages.ts';

export interface CloakedFrames {
  /** Takes ownership of the frame. @throws Error with a sentence if it could not be cloaked */
  cloak(frame: VideoFrame): Promise<VideoFrame>;
  /** Lets the engine learn the room from the frame, and takes ownership of it. @throws likewise */
  learn(frame: VideoFrame): Promise<void>;
  /** The most people who were kept in one picture. */
  readonly kept: number;
  /** Gives up what still waits for an answer. */
  close(): void;
}

export function createCloakedFrames(port: MessagePort): CloakedFrames {
  let kept = 0;
  /** For the answers to come, the next one first. */
  const waiting: { resolve: (answer: FromFilmTap) => void; reject: (error: Error) => void }[] = [];

  port.onmessage = ({ data }: MessageEvent<FromFilmTap>) => {
    const next = waiting.shift();
    if (data.kind === 'failed') next?.reject(new Error(data.sentence));
    else next?.resolve(data);
  };

  function ask(frame: VideoFrame, wanted: boolean): Promise<FromFilmTap> {
    const question: ToFilmTap = { frame, wanted };
    port.postMessage(question, [frame]);
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  }

  return {
    async cloak(frame) {
      const answer = await ask(frame, true);
      if (answer.kind !== 'picture') throw new Error('The cloak gave no picture back.');
      kept = Math.max(kept, answer.kept);
      return answer.picture;
    },
    get kept() {
      return kept;
    },
    async learn(frame) {
      await ask(frame, false);
    },
    close() {
      for (const { reject } of waiting.splice(0)) reject(new Error('The film was cancelled.'));
      port.close();
    },
  };
}
