// One frame of a case: through the pipeline, read back, measured.
import type { Pipeline } from '../cloak/pipeline.ts';
import type { StageTimes } from '../cloak/stage-times.ts';
import { DEFAULT_SETTINGS } from '../cloak/settings.ts';
import { measureFrame, type Metrics } from './metrics/measure.ts';
import { channelOf, moreThanHalf } from './metrics/regions.ts';

export interface CaseFrame {
  /** What the pipeline gets; the caller closes it. */
  frame: VideoFrame;
  /** The same frame's pixels. */
  input: ImageData;
  /** White (red channel) = person; absent: the segmenter finds the person. */
  mask?: ImageData;
  clean?: ImageData;
}

/** Milliseconds by the stage's name, each waiting for the GPU, and `run`, which is the whole. */
export type FrameTimes = StageTimes & { run: number };

export interface CloakedFrame {
  output: ImageData;
  /** The hole's alpha, `[height, width]`, 0..255; from the mask, whatever the variant went by. */
  holeAlpha: Uint8Array;
  metrics: Metrics;
  milliseconds: FrameTimes;
}

/** The pipeline times every frame; `input`, `mask` and `clean` have the frame's size. */
export async function cloakFrame(
  pipeline: Pipeline,
  { frame, input, mask, clean }: CaseFrame,
): Promise<CloakedFrame> {
  const { width, height } = input;
  const personMask = mask && { data: channelOf(mask, 0), width, height };

  const start = performance.now();
  await pipeline.run(frame, DEFAULT_SETTINGS, personMask);
  const run = performance.now() - start;

  const output = pipeline.read();
  const holeAlpha = channelOf(pipeline.readHole(), 0);
  const person = personMask && moreThanHalf(personMask.data);
  const metrics = measureFrame({ input, output, holeAlpha, clean, person });
  return { output, holeAlpha, metrics, milliseconds: { ...pipeline.times, run } };
}
