// Measures one case or one peer in a worker of its own, so that none inherits a plate, a backend or a lost device.
import { DEFAULT_SETTINGS } from '../cloak/settings.ts';
import { startPipeline } from '../engine/start.ts';
import { sentenceOf } from '../sentence-of.ts';
import { createTextureStage } from '../texture/texture-stage.ts';
import { loadFrames } from './frames.ts';
import { countGpuCalls } from './gpu-calls.ts';
import type { BenchCase, BenchPeer, FromBench, Round, ToBench } from './messages.ts';
import { createPeer, PEER_SIZE } from './peers.ts';

/** Frames before the first that counts: shaders, the first guess, and the room that is learnt. */
const WARM_UP = 20;
/** Different frames of the clip. */
const DIFFERENT = 24;

async function measureCase(measured: BenchCase, count: number): Promise<Round> {
  const { tier, variant, width, height, plate } = measured;
  const frames = await loadFrames(width, height, DIFFERENT);
  const calls = countGpuCalls();
  const began = performance.now();
  const { pipeline } = await startPipeline({
    canvas: new OffscreenCanvas(width, height),
    tier,
    variant,
    createTexture: () => createTextureStage(),
    measures: true, // the finder is there from the first frame
  });
  const settings = { ...DEFAULT_SETTINGS, remember: plate };
  const round = emptyRound();
  try {
    let times = pipeline.times;
    for (let number = 0; number < WARM_UP + count; number++) {
      const frame = frames.next();
      const before = { ...calls };
      const from = performance.now();
      try {
        await pipeline.run(frame, settings);
      } finally {
        frame.close();
      }
      const to = performance.now();
      if (number === 0) round.start = to - began;
      if (number >= WARM_UP) {
        round.frames.push(to - from);
        if (pipeline.times !== times) round.stages.push(pipeline.times);
        if (pipeline.generated) {
          round.generated++;
        } else {
          round.draws.push(calls.draws - before.draws);
          round.readBacks.push(calls.readBacks - before.readBacks);
        }
      }
      times = pipeline.times;
      await anotherTask(); // the texture stage and the page have their turn, as live
    }
  } finally {
    pipeline.dispose();
    frames.dispose();
  }
  return round;
}

async function measurePeer({ name, tier }: BenchPeer, count: number): Promise<Round> {
  const frames = await loadFrames(PEER_SIZE.width, PEER_SIZE.height, DIFFERENT);
  const began = performance.now();
  const peer = await createPeer(name, tier);
  const round = emptyRound();
  try {
    const warmUp = Math.min(WARM_UP, peer.warmUp);
    for (let number = 0; number < warmUp + count; number++) {
      const frame = frames.next();
      const from = performance.now();
      try {
        await peer.run(frame);
      } finally {
        frame.close();
      }
      const to = performance.now();
      if (number === 0) round.start = to - began;
      if (number >= warmUp) round.frames.push(to - from);
    }
  } finally {
    peer.dispose();
    frames.dispose();
  }
  return round;
}

function emptyRound(): Round {
  return { start: NaN, frames: [], stages: [], generated: 0, draws: [], readBacks: [] };
}

function anotherTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

async function handle(data: ToBench): Promise<void> {
  let said: FromBench;
  try {
    const round =
      data.kind === 'case'
        ? await measureCase(data.case, data.frames)
        : await measurePeer(data.peer, data.frames);
    said = { kind: 'done', round };
  } catch (error) {
    said = { kind: 'failed', sentence: sentenceOf(error) };
  }
  self.postMessage(said);
}

self.onmessage = ({ data }: MessageEvent<ToBench>) => void handle(data);
