// Measures one case or one peer in its own worker, so that none inherits a plate, a backend or a lost device.
import { DEFAULT_SETTINGS } from '../cloak/settings.ts';
import { startPipeline } from '../engine/start.ts';
import { sentenceOf } from '../sentence-of.ts';
import { createTextureStage } from '../texture/texture-stage.ts';
import { loadFrames } from './frames.ts';
import { countGpuCalls } from './gpu-calls.ts';
import type { BenchCase, BenchPeer, FromBench, Round, ToBench } from './messages.ts';
import { createPeer, PEER_SIZE } from './peers.ts';

/** Frames before the first one that counts: shaders compile, the first guess is made, and the room is learned. */
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
    const take = () => {
      const frame = frames.next();
      const taken = performance.now();
      pipeline.ahead(frame, settings); // as live: a frame is segmented while the one before is drawn
      return { frame, taken };
    };
    let next = take();
    let last = performance.now();
    for (let number = 0; number < WARM_UP + count; number++) {
      const { frame, taken } = next;
      const before = { ...calls };
      try {
        const running = pipeline.run(frame, settings);
        next = take();
        await running;
      } finally {
        frame.close();
      }
      const to = performance.now();
      if (number === 0) round.start = to - began;
      if (number >= WARM_UP) {
        round.frames.push(to - last);
        round.latencies.push(to - taken);
        if (pipeline.times !== times) round.stages.push(pipeline.times);
        if (pipeline.generated) {
          round.generated++;
        } else {
          round.draws.push(calls.draws - before.draws);
          round.readBacks.push(calls.readBacks - before.readBacks);
        }
      }
      last = to;
      times = pipeline.times;
      await anotherTask(); // gives the texture stage and the page a turn, as live
    }
    next.frame.close();
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
  return {
    start: NaN,
    frames: [],
    latencies: [],
    stages: [],
    generated: 0,
    draws: [],
    readBacks: [],
  };
}

/** A message, as live the next frame is one: a timer would wait for 4 ms. */
function anotherTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
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
