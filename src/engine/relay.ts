// Frames from one writer after another into the same stream: a track goes on while the engine that writes to it is
// replaced. Runs on the page; frames pass through as they are, without a copy of their pixels.

export interface Relay {
  /** What the next writer writes to; what the one before had is given up. */
  open(): WritableStream<VideoFrame>;
  /** Gives up the last writer's. The stream itself stays as it is. */
  close(): void;
}

/** @param frames where all of them go @param onEnd called when nobody takes frames any more */
export function relay(frames: WritableStream<VideoFrame>, onEnd: () => void): Relay {
  let stop = new AbortController();
  let released: Promise<void> = Promise.resolve();
  return {
    open() {
      stop.abort();
      const mine = (stop = new AbortController());
      const { readable, writable } = new TransformStream<VideoFrame, VideoFrame>();
      const pipe = async () => {
        const how = { signal: mine.signal, preventAbort: true, preventClose: true };
        await readable.pipeTo(frames, how).catch(() => {
          if (!mine.signal.aborted) onEnd(); // whoever took frames is gone
        });
      };
      released = released.then(pipe); // only one may hold the stream at a time
      return writable;
    },
    close: () => stop.abort(),
  };
}
