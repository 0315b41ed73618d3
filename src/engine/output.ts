// Writes every displayed picture as a frame of a track. This is what a call sends.
import type { Pipeline } from '../cloak/pipeline.ts';

export interface Output {
  /** Writes the pipeline's picture, unless the track is still busy with the last one. @param timestamp μs */
  take(pipeline: Pipeline, timestamp: number): void;
}

/** @param onEnd called when nobody reads frames any more */
export function createOutput(frames: WritableStream<VideoFrame>, onEnd: () => void): Output {
  const writer = frames.getWriter();
  writer.closed.catch(() => {}).then(onEnd, onEnd);
  return {
    take(pipeline, timestamp) {
      if ((writer.desiredSize ?? 0) <= 0) return;
      const frame = pipeline.redraw((canvas) => new VideoFrame(canvas, { timestamp }));
      // A transferred stream passes on a copy, so the frame itself stays open. Or the track has ended.
      const close = () => frame.close();
      writer.write(frame).then(close, close);
    },
  };
}
