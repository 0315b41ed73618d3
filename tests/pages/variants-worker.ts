// Runs the input stage for any card, or the pipeline with any variant, on a frame that the test made.
import { WHOLE } from '../../src/frame/geometry.ts';
import { readConfidence, readHole, readPicture } from '../../src/cloak/inspection.ts';
import { DEFAULT_SETTINGS, type View } from '../../src/cloak/settings.ts';
import type { Tier } from '../../src/tier.ts';
import { startPipeline } from '../../src/engine/start.ts';
import { INPUT_CHANNELS, type Card } from '../../src/models/card.ts';
import type { OnnxPlace } from '../../src/models/network.ts';
import { frameOf, imageOf, maskOf } from '../lib/made-frame.ts';
import { makePicture, type MadePicture } from '../lib/made-picture.ts';
import { referenceInput } from '../lib/reference-input.ts';
import { runInputStage } from './input-stages.ts';

export interface InputRequest {
  tier: Tier;
  card: Card;
}

export interface InputReport {
  /** How many numbers there are, and how many there should be. */
  given: number;
  wanted: number;
  /** Largest difference from the reference, in grey levels of 255. */
  difference: number;
}

export interface CloakRequest {
  tier: Tier;
  variant: string;
  picture: MadePicture;
  /** White (red channel) = person. */
  mask: MadePicture;
  view: View;
  /** A refiner's id, or "none". */
  refiner: string;
  /** Whether the room is remembered. The frame is then run repeatedly, like a film. Default: no. */
  remember?: boolean;
  /** Whether the variant is expected to break. The frame is run until it does, or for a few seconds. */
  breaks?: boolean;
}

export interface CloakReport {
  /** RGBA, 0..255. */
  output: number[];
  /** The hole's alpha, [height, width], 0..255. */
  hole: number[];
  /** What the plate knows, as `readConfidence` returns it, [height, width], 0..255. */
  known: number[];
  /** The stages that ran for the frame, in order. */
  stages: string[];
  /** The refiner that fills went through. */
  refiner?: string;
  /** Where ONNX Runtime ran it, if it did. */
  place?: OnnxPlace;
  /** The notice that the page would get. */
  notice?: string;
  /** Why the variant must no longer be used. */
  broken?: string;
}

export interface SwapsRequest {
  tier: Tier;
  /** Each one replaces the previous one; the first is used at the start. */
  variants: string[];
  picture: MadePicture;
}

export interface SwapsReport {
  /** The tensors that the generator's runtime holds with each of them in use. */
  tensors: number[];
}

/** Consecutive frames, each with its own settings. */
export interface StepsRequest {
  tier: Tier;
  variant: string;
  steps: {
    picture: MadePicture;
    /** White (red channel) = person. */
    mask: MadePicture;
    remember: boolean;
    /** When the frame was taken, s. */
    time: number;
  }[];
}

export interface StepsReport {
  /** What was shown for each; RGBA, 0..255. */
  outputs: number[][];
}

/** A synthetic picture with a hole as the card wants it, next to the same in plain numbers. */
async function compareInput({ tier, card }: InputRequest): Promise<InputReport> {
  const { width, height } = card.input;
  // A black last row and column: an implementation that skips them gets another mean.
  const isLast = (x: number, y: number) => x === width - 1 || y === height - 1;
  const picture = makePicture(width, height, (x, y) =>
    isLast(x, y) ? [0, 0, 0] : [x / 2, 255 - y / 2, (x * y) % 200],
  );
  const hole = makePicture(width, height, (x, y) =>
    Math.hypot(x / width - 0.5, y / height - 0.6) < 0.3 ? [255, 255, 255] : [0, 0, 0],
  );
  const open = (made: MadePicture) =>
    createImageBitmap(imageOf(made), { colorSpaceConversion: 'none' });
  const values = await runInputStage(tier, card, await open(picture), await open(hole));
  const expected = referenceInput(card, picture, WHOLE, hole);
  const scales = card.input.channels.flatMap((channel) => {
    const planes = INPUT_CHANNELS[channel];
    const [low, high] = planes === 3 ? card.input.range : [0, 1];
    return Array<number>(planes).fill(255 / (high - low));
  });
  let difference = 0;
  expected.forEach((value, i) => {
    const found = Math.abs(value - values[i]!) * scales[i % scales.length]!;
    if (!(found <= difference)) difference = found; // keeps NaN
  });
  return { given: values.length, wanted: expected.length, difference };
}

async function cloak(request: CloakRequest): Promise<CloakReport> {
  const { tier, variant, view, picture, mask, refiner: wanted, remember = false } = request;
  let notice: string | undefined;
  let broken: string | undefined;
  const canvas = new OffscreenCanvas(1, 1);
  const { pipeline, slot } = await startPipeline({
    canvas,
    tier,
    variant,
    refiner: wanted,
    timeAll: true,
    notify: (sentence) => (notice = sentence),
    onBroken: (_id, sentence) => (broken = sentence),
  });
  const frame = frameOf(picture);
  const person = maskOf(mask);
  try {
    const settings = { ...DEFAULT_SETTINGS, view, remember };
    for (let run = 0; run < (remember ? 3 : 1); run++) await pipeline.run(frame, settings, person);
    // On the GPU, answers are only checked now and then.
    for (let run = 0; request.breaks && !broken && run < 20; run++) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      await pipeline.run(frame, settings, person);
    }
    const stages = Object.keys(pipeline.times);
    const output = Array.from(readPicture(pipeline).data);
    const red = ({ data }: ImageData) => Array.from(data).filter((_, i) => i % 4 === 0);
    const [hole, known] = [red(await readHole(pipeline)), red(readConfidence(pipeline))];
    const { refiner, place } = slot.inUse;
    return { output, hole, known, stages, refiner, place, notice, broken };
  } finally {
    frame.close();
    pipeline.dispose();
  }
}

/** Variants that find the person themselves, so that one frame is enough to run each. */
async function swap({ tier, variants, picture }: SwapsRequest): Promise<SwapsReport> {
  const canvas = new OffscreenCanvas(1, 1);
  const [variant, ...others] = variants;
  const { pipeline, slot } = await startPipeline({ canvas, tier, variant, refiner: 'none' });
  const frame = frameOf(picture);
  const tensors: number[] = [];
  const runAndCount = async () => {
    await pipeline.run(frame, DEFAULT_SETTINGS);
    tensors.push(await slot.countTensors());
  };
  try {
    await runAndCount();
    for (const next of others) {
      await (await slot.prepare(next, () => {})).use();
      await runAndCount();
    }
  } finally {
    frame.close();
    pipeline.dispose();
  }
  return { tensors };
}

async function walk({ tier, variant, steps }: StepsRequest): Promise<StepsReport> {
  const canvas = new OffscreenCanvas(1, 1);
  const { pipeline } = await startPipeline({ canvas, tier, variant, refiner: 'none' });
  const outputs: number[][] = [];
  try {
    for (const { picture, mask, remember, time } of steps) {
      const frame = frameOf(picture, time);
      await pipeline.run(frame, { ...DEFAULT_SETTINGS, remember }, maskOf(mask));
      outputs.push(Array.from(readPicture(pipeline).data));
      frame.close();
    }
  } finally {
    pipeline.dispose();
  }
  return { outputs };
}

export type Request = InputRequest | CloakRequest | SwapsRequest | StepsRequest;
type Report = InputReport | CloakReport | SwapsReport | StepsReport;

function run(request: Request): Promise<Report> {
  if ('card' in request) return compareInput(request);
  if ('steps' in request) return walk(request);
  return 'variants' in request ? swap(request) : cloak(request);
}

self.onmessage = ({ data }: MessageEvent<Request>) => {
  run(data).then((report) => self.postMessage(report), self.reportError);
};
