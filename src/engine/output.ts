// Every picture that is shown, as a frame of a track: what a call sends.
import type { Pipeline } from '../cloak/pipeline.ts';

export interface Output {
  /** Writes the pipeline's picture, unless the track still has the one before. @param timestamp μs */
  take(pipeline: Pipeline, timestamp: number): void;
}

/** @param onEnd called when nobody takes frames any more */
export function createOutput(frames: WritableStream<VideoFrame>, onEnd: () => void): Output {
  const writer = frames.getWriter();
  writer.closed.catch(() => {}).then(onEnd, onEnd);
  return {
    take(pipeline, timestamp) {
      if ((writer.desiredSize ?? 0) <= 0) return;
      const frame = pipeline.redraw((canvas) => new VideoFrame(canvas, { timestamp }));
      // A stream that was transferred passes on a copy: the frame itself stays open. Or the track has ended.
      const close = () => frame.close();
      writer.write(frame).then(close, close);
    },
  };
}
