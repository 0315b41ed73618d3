// The segmenter's network in LiteRT.js (Google's TFLite for browsers): the same weights and masks as in MediaPipe, with
// WebAssembly alone. MediaPipe reads pictures with WebGL, queued behind everything that the cloak draws.
import { Environment, loadAndCompile, loadLiteRt, supportsFeature, Tensor } from '@litertjs/core';
import { assetUrl } from '../assets.ts';
import { drawableOf } from '../frame/frame-pixels.ts';
import { LITERT_FOLDER } from '../vendor-folders.ts';
import { sampled } from './joint-mask.ts';
import type { MaskModel } from './mask-model.ts';
import type { Part } from './tiles.ts';

/** The network's input: its side, px, and the planes of a picture in 0..1. */
const SIDE = 256;
const SHAPE = [1, SIDE, SIDE, 3];

/** What LiteRT's script defines and expects in a worker's scope. */
const scope = self as unknown as Record<'ModuleFactory' | 'Module' | 'importScripts', unknown>;

/** Call it in a module worker, and only once in each. @throws Error if it does not start in this browser */
export async function createLiteRtModel(modelUrl: string): Promise<MaskModel> {
  await load();
  const model = await loadAndCompile(modelUrl, { accelerator: 'wasm' });
  const reduce = createReducer();
  const planes = new Float32Array(SIDE * SIDE * 3);
  return {
    async segment(frame, part) {
      toPlanes(reduce(frame, part), planes);
      const input = new Tensor(planes, SHAPE);
      try {
        const [output] = await model.run(input);
        if (!output) throw new Error('The segmenter gave no mask.');
        const data = toBytes(output.toTypedArray());
        output.delete();
        const { width, height } = part.shown;
        return { data: sampled({ data, width: SIDE, height: SIDE }, width, height), width, height };
      } finally {
        input.delete();
      }
    },
    isLost: false,
    dispose: () => model.delete(),
  };
}

async function load(): Promise<void> {
  const isNew = await supportsFeature('relaxedSimd');
  const { default: factory } = isNew
    ? await import('litert-loader:litert_wasm_internal')
    : await import('litert-loader:litert_wasm_compat_internal');
  const wasm = `${LITERT_FOLDER}${isNew ? 'litert_wasm_internal' : 'litert_wasm_compat_internal'}.wasm`;
  const { importScripts } = scope;
  const { create } = Environment;
  try {
    scope.ModuleFactory = factory;
    scope.Module = { locateFile: () => assetUrl(wasm), printErr: tellProblem };
    scope.importScripts = () => undefined; // module workers have none, and the script is already loaded
    Environment.create = () => create.call(Environment, { webGpuDevice: null }); // otherwise it would request a device
    await loadLiteRt(assetUrl(LITERT_FOLDER));
  } finally {
    scope.importScripts = importScripts;
    scope.Module = undefined;
    Environment.create = create;
  }
}

/** LiteRT logs everything as errors. */
function tellProblem(line: string): void {
  if (!/^(INFO|WARNING):/.test(line)) console.error(line);
}

/**
 * Scales a part of the frame to its shown size, and then to a square, as MediaPipe does: the mask's thresholds were
 * tuned with its smoothing. The pixels are RGBA.
 */
function createReducer() {
  const canvas = new OffscreenCanvas(1, 1);
  const shownAs = contextOf(canvas);
  const square = contextOf(new OffscreenCanvas(SIDE, SIDE));
  return (frame: VideoFrame, { x, y, width, height, shown }: Part): Uint8ClampedArray => {
    if (canvas.width !== shown.width) canvas.width = shown.width;
    if (canvas.height !== shown.height) canvas.height = shown.height;
    shownAs.fillRect(0, 0, shown.width, shown.height); // black
    shownAs.drawImage(drawableOf(frame), x, y, width, height, 0, 0, shown.width, shown.height);
    square.drawImage(canvas, 0, 0, SIDE, SIDE);
    return square.getImageData(0, 0, SIDE, SIDE).data;
  };
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('This browser cannot make a small picture of the frame.');
  return context;
}

/** 0..1 to 0..255. `from` with a function takes 3 ms for that, half as long as the network itself. */
function toBytes(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = values[i]! * 255 + 0.5;
  return bytes;
}

/** RGBA bytes to RGB, 0..1. */
function toPlanes(pixels: Uint8ClampedArray, planes: Float32Array): void {
  for (let from = 0, to = 0; from < pixels.length; from += 4) {
    planes[to++] = pixels[from]! / 255;
    planes[to++] = pixels[from + 1]! / 255;
    planes[to++] = pixels[from + 2]! / 255;
  }
}
