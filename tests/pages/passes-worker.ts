// Runs the pipeline, or the input stage alone, on the fixtures in tests/fixtures/prefill; or a shipped variant on its
// golden input.
import { readHole, readPicture } from '../../src/cloak/inspection.ts';
import { DEFAULT_SETTINGS } from '../../src/cloak/settings.ts';
import type { Tier } from '../../src/tier.ts';
import { startPipeline } from '../../src/engine/start.ts';
import { readCard } from '../../src/models/read-card.ts';
import { fetchFiles } from '../../src/models/files.ts';
import { checkGolden } from '../../src/models/golden.ts';
import { useBackend } from '../../src/models/tfjs/backend.ts';
import { loadNetwork } from '../../src/models/tfjs/load-network.ts';
import { createPlainFrames } from '../../src/sources/plain-frame.ts';
import filledUrl from '../fixtures/prefill/filled.png';
import holeUrl from '../fixtures/prefill/hole.png';
import pictureUrl from '../fixtures/prefill/picture.png';
import { runInputStage } from './input-stages.ts';

export interface PassesRequest {
  what: 'pipeline' | 'prefill' | 'golden';
  tier: Tier;
  /** For `golden`: which of models/. */
  variant?: string;
}

export interface PassesReport {
  /** Largest differences in grey levels of 255. */
  outsideHole?: number;
  prefill?: number;
  /** From the golden output, on a scale of 0..1. */
  golden?: number;
  /** Share of the picture that is hole, 0..1. */
  holeShare?: number;
  /** Tensors that ten more frames left behind. */
  leakedTensors?: number;
}

async function open(url: string): Promise<ImageBitmap> {
  return createImageBitmap(await (await fetch(url)).blob(), { colorSpaceConversion: 'none' });
}

function pixels(bitmap: ImageBitmap): ImageData {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

/** Cloaks the fixture with its hole as the person mask. Nothing may change outside the hole. */
async function runPipeline(tier: Tier): Promise<PassesReport> {
  const canvas = new OffscreenCanvas(1, 1);
  const { pipeline, slot, tried } = await startPipeline({
    canvas,
    tier,
    refiner: 'none',
    measures: true,
  });
  const [picture, hole] = [await open(pictureUrl), pixels(await open(holeUrl))];
  const mask = {
    data: Uint8Array.from({ length: hole.width * hole.height }, (_, i) => hole.data[4 * i]!),
    width: hole.width,
    height: hole.height,
  };
  const settings = { ...DEFAULT_SETTINGS, remember: false, refine: false };
  const frame = createPlainFrames().take(new VideoFrame(picture, { timestamp: 0 }));
  await pipeline.run(frame, settings, mask);
  const output = readPicture(pipeline).data;
  const alpha = (await readHole(pipeline)).data;
  const input = pixels(picture).data;

  let outsideHole = 0;
  let holePixels = 0;
  for (let i = 0; i < input.length; i += 4) {
    if (alpha[i]! > 0) holePixels++;
    else {
      for (let c = i; c < i + 3; c++) {
        outsideHole = Math.max(outsideHole, Math.abs(output[c]! - input[c]!));
      }
    }
  }

  const frames = tier === 'webgpu' ? 1 : 10; // a software GPU takes seconds per frame
  await pipeline.run(frame, settings, mask);
  const before = await slot.countTensors();
  for (let i = 0; i < frames; i++) await pipeline.run(frame, settings, mask);
  const leakedTensors = (await slot.countTensors()) - before;
  frame.close();
  const holeShare = (4 * holePixels) / input.length;
  return { outsideHole, holeShare, leakedTensors, golden: tried[0]?.difference };
}

/** A shipped variant's output for its golden input. */
async function runGolden(tier: Tier, variant: string): Promise<PassesReport> {
  const folder = `/models/${variant}/`;
  const card = readCard(await (await fetch(`${folder}card.json`)).json(), variant);
  const files = await fetchFiles(card, folder, () => {});
  await useBackend(tier);
  const network = await loadNetwork({ card, files });
  const { difference } = await checkGolden(network, files);
  network.dispose();
  return { golden: difference };
}

/** The fixture's hole filled smoothly, next to the picture of training's definition. */
async function runPrefill(tier: Tier): Promise<PassesReport> {
  const answer = await fetch('/models/guided-lite/card.json');
  const card = readCard(await answer.json(), 'guided-lite');
  const [picture, hole] = [await open(pictureUrl), await open(holeUrl)];
  const filled = pixels(await open(filledUrl)).data;
  const values = await runInputStage(tier, card, picture, hole);
  let largest = 0;
  for (let i = 0; i < filled.length; i++) {
    if (i % 4 < 3) largest = Math.max(largest, Math.abs(255 * values[i]! - filled[i]!));
  }
  return { prefill: largest };
}

function run({ what, tier, variant }: PassesRequest): Promise<PassesReport> {
  if (what === 'golden') return runGolden(tier, variant!);
  return what === 'pipeline' ? runPipeline(tier) : runPrefill(tier);
}

self.onmessage = ({ data }: MessageEvent<PassesRequest>) => {
  run(data).then((answer) => self.postMessage(answer), self.reportError);
};
