// Runs the pipeline, or the prefill stage alone, on the fixtures in tests/fixtures/prefill.
import * as tf from '@tensorflow/tfjs-core';
import { createPicture, createTexture } from '../../src/cloak/webgl/draw.ts';
import { createPrefillStage as createWebGlPrefill } from '../../src/cloak/webgl/prefill.ts';
import { createPrefillStage as createWebGpuPrefill } from '../../src/cloak/webgpu/prefill.ts';
import type { Tier } from '../../src/engine/messages.ts';
import { startPipeline } from '../../src/engine/start.ts';
import { readCard, type Card } from '../../src/models/card.ts';
import filledUrl from '../fixtures/prefill/filled.png';
import holeUrl from '../fixtures/prefill/hole.png';
import pictureUrl from '../fixtures/prefill/picture.png';

export interface PassesRequest {
  what: 'pipeline' | 'prefill';
  tier: Tier;
}

export interface PassesReport {
  /** Largest differences in grey levels of 255. */
  outsideHole?: number;
  prefill?: number;
  /** From the golden output, of 0..1. */
  golden?: number;
  /** Share of the picture that is hole, 0..1. */
  holeShare?: number;
  /** Tensors that ten more frames left behind. */
  leakedTensors?: number;
}

const WHOLE = { x: 0, y: 0, width: 1, height: 1 };

async function open(url: string): Promise<ImageBitmap> {
  return createImageBitmap(await (await fetch(url)).blob(), { colorSpaceConversion: 'none' });
}

function pixels(bitmap: ImageBitmap): ImageData {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

/** Cloaks the fixture with its hole as the person mask; nothing may change outside of the hole. */
async function runPipeline(tier: Tier): Promise<PassesReport> {
  const canvas = new OffscreenCanvas(1, 1);
  const { pipeline, tried } = await startPipeline({ canvas, tier });
  const [picture, hole] = [await open(pictureUrl), pixels(await open(holeUrl))];
  const mask = {
    data: Uint8Array.from({ length: hole.width * hole.height }, (_, i) => hole.data[4 * i]!),
    width: hole.width,
    height: hole.height,
  };
  const settings = { cloak: true, view: 'cloaked', split: 0.5 } as const;
  const frame = new VideoFrame(picture, { timestamp: 0 });
  await pipeline.run(frame, settings, mask);
  const output = pipeline.read().data;
  const alpha = pipeline.readHole().data;
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

  const frames = tier === 'webgpu' ? 1 : 10; // a software GPU takes seconds a frame
  await pipeline.run(frame, settings, mask);
  const before = tf.memory().numTensors;
  for (let i = 0; i < frames; i++) await pipeline.run(frame, settings, mask);
  const leakedTensors = tf.memory().numTensors - before;
  frame.close();
  const holeShare = (4 * holePixels) / input.length;
  return { outsideHole, holeShare, leakedTensors, golden: tried[0]?.difference };
}

/** The fixture's hole filled smoothly, beside the picture that training's definition gives. */
async function runPrefill(tier: Tier): Promise<PassesReport> {
  const answer = await fetch('/models/guided-lite/card.json');
  const card = readCard(await answer.json(), 'guided-lite');
  const [picture, hole] = [await open(pictureUrl), await open(holeUrl)];
  const filled = pixels(await open(filledUrl)).data;
  const run = tier === 'webgpu' ? prefillOnWebGpu : prefillOnWebGl;
  const values = await run(card, picture, hole);
  let largest = 0;
  for (let i = 0; i < filled.length; i++) {
    if (i % 4 < 3) largest = Math.max(largest, Math.abs(255 * values[i]! - filled[i]!));
  }
  return { prefill: largest };
}

async function prefillOnWebGpu(card: Card, picture: ImageBitmap, hole: ImageBitmap) {
  const adapter = await navigator.gpu.requestAdapter();
  const device = await adapter!.requestDevice();
  const { width, height } = hole;
  const texture = device.createTexture({
    size: [width, height],
    format: 'rgba8unorm',
    usage:
      GPUTextureUsage.TEXTURE_BINDING |
      GPUTextureUsage.COPY_DST |
      GPUTextureUsage.RENDER_ATTACHMENT,
  });
  device.queue.copyExternalImageToTexture({ source: hole }, { texture }, [width, height]);
  const stage = createWebGpuPrefill(device, card);
  const frame = new VideoFrame(picture, { timestamp: 0 });
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
  const copy = device.createBuffer({ size: stage.input.size, usage });
  const encoder = device.createCommandEncoder();
  const source = device.importExternalTexture({ source: frame });
  stage.run(encoder, source, width, height, texture, WHOLE);
  encoder.copyBufferToBuffer(stage.input, 0, copy, 0, copy.size);
  device.queue.submit([encoder.finish()]);
  await copy.mapAsync(GPUMapMode.READ);
  frame.close();
  return new Float32Array(copy.getMappedRange());
}

async function prefillOnWebGl(card: Card, picture: ImageBitmap, hole: ImageBitmap) {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2')!;
  gl.getExtension('EXT_color_buffer_float');
  const upload = (texture: WebGLTexture, bitmap: ImageBitmap) => {
    gl.bindTexture(gl.TEXTURE_2D, texture);
    const { width, height } = bitmap;
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
  };
  const { width, height } = hole;
  const frame = createTexture(gl, gl.LINEAR);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
  upload(frame, picture);
  const holes = createPicture(gl, width, height, 'rgba8');
  upload(holes.texture, hole);
  const stage = createWebGlPrefill(gl, card);
  stage.run(frame, width, height, holes, WHOLE);
  return stage.read();
}

self.onmessage = ({ data: { what, tier } }: MessageEvent<PassesRequest>) => {
  const report = what === 'pipeline' ? runPipeline(tier) : runPrefill(tier);
  report.then((answer) => self.postMessage(answer), self.reportError);
};
