// One frame of a case: run through the pipeline, read back, measured.
import { readConfidence, readHole, readPicture } from '../cloak/inspection.ts';
import type { Pipeline } from '../cloak/pipeline.ts';
import type { StageTimes } from '../cloak/stage-times.ts';
import { SEEN_FROM } from '../cloak/room/report.ts';
import { DEFAULT_SETTINGS } from '../cloak/settings.ts';
import { measureFrame, type Metrics } from './metrics/measure.ts';
import { fitLines, toFrameLight, type Lines } from './metrics/match-light.ts';
import type { Region } from './metrics/picture.ts';
import { channelOf, moreThanHalf, ringAround } from './metrics/regions.ts';

export interface CaseFrame {
  /** The pipeline's input; the caller closes it. */
  frame: VideoFrame;
  /** The same frame's pixels. */
  input: ImageData;
  /** White (red channel) = person. If absent, the segmenter finds the person. */
  mask?: ImageData;
  clean?: ImageData;
  /** Whether the clean plate is kept. If not, the generator works on this frame alone. */
  remember: boolean;
  /** Whether fills get texture from the room. */
  texture: boolean;
  /** Whether the frame waits for the texture. */
  waits: boolean;
  /** Whether the clean picture is matched to the frame's light before it is compared. */
  matchesLight: boolean;
}

/** Milliseconds by stage, each waiting for the GPU, and `run`, the total. */
export type FrameTimes = StageTimes & { run: number };

export interface CloakedFrame {
  output: ImageData;
  /** The hole's alpha, `[height, width]`, 0..255; from the mask, whatever the variant itself used. */
  holeAlpha: Uint8Array;
  metrics: Metrics;
  /** The frame's light relative to the clean picture's, if it was matched. */
  lines?: Lines;
  /** Whether the generator ran. */
  generated: boolean;
  milliseconds: FrameTimes;
}

/** The pipeline times every frame. `input`, `mask` and `clean` have the frame's size. */
export async function cloakFrame(
  pipeline: Pipeline,
  { frame, input, mask, clean, matchesLight, ...requested }: CaseFrame,
): Promise<CloakedFrame> {
  const { width, height } = input;
  const { remember, texture, waits } = requested;
  const personMask = mask && { data: channelOf(mask, 0), width, height };

  const start = performance.now();
  await pipeline.run(frame, { ...DEFAULT_SETTINGS, remember, texture, waits }, personMask);
  const run = performance.now() - start;

  const output = readPicture(pipeline);
  const holeAlpha = channelOf(await readHole(pipeline), 0);
  const person = personMask && moreThanHalf(personMask.data);
  const confidence = remember ? channelOf(readConfidence(pipeline), 0) : undefined;
  const seen = confidence?.map((value) => (value >= Math.round(255 * SEEN_FROM) ? 1 : 0));
  const lines = clean && matchesLight ? linesOf(clean, input, holeAlpha) : undefined;
  const truth = clean && lines ? toFrameLight(clean, lines) : clean;
  const metrics = measureFrame({ input, output, holeAlpha, clean: truth, seen, person });
  const milliseconds = { ...pipeline.times, run };
  return { output, holeAlpha, metrics, lines, generated: pipeline.generated, milliseconds };
}

/** The frame's light, measured away from the hole. */
function linesOf(clean: ImageData, input: ImageData, holeAlpha: Uint8Array) {
  const ring = ringAround(holeAlpha, input.width, input.height);
  const room: Region = holeAlpha.map((alpha, pixel) => (alpha === 0 && !ring[pixel] ? 1 : 0));
  return fitLines(clean, input, room);
}
