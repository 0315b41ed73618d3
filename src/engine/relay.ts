// Passes frames from successive writers into one stream, so that a track survives when the engine that writes to it is
// replaced. Runs on the page. Frames pass through without a copy of their pixels.

export interface Relay {
  /** Returns a stream for the next writer. The previous writer's is aborted. */
  open(): WritableStream<VideoFrame>;
  /** Aborts the last writer's stream. The shared stream stays as it is. */
  close(): void;
}

/** @param frames where all frames go @param onEnd called when nobody reads frames any more */
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
          if (!mine.signal.aborted) onEnd(); // the reader is gone
        });
      };
      released = released.then(pipe); // only one pipe may lock the stream at a time
      return writable;
    },
    close: () => stop.abort(),
  };
}
