// `npx tsx scripts/check-variant.ts FOLDER`: the page's checks of a variant, without a browser: the card's contract,
// the files' hashes, the golden run in tfjs on WebAssembly, or in ONNX Runtime if the card says so. A model.onnx next
// to a tfjs graph, as `vanish export --format tfjs,onnx` writes it, must give the same result.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { MODEL_FILES, outputDepth, type Card } from '../src/models/card.ts';
import { readCard } from '../src/models/read-card.ts';
import { checkFile } from '../src/models/files.ts';
import { checkGolden, goldenInput } from '../src/models/golden.ts';
import type { Network } from '../src/models/network.ts';
import { checkOnnx } from '../src/models/onnx/check-onnx.ts';
import { loadOnnx } from '../src/models/onnx/load-onnx.ts';
import { wasmRuntime } from '../src/models/onnx/wasm-runtime.ts';
import { loadNetwork } from '../src/models/tfjs/load-network.ts';
import { ROOT } from './lib/paths.ts';
import { failWith } from './lib/run.ts';

async function check(): Promise<void> {
  const [argument] = process.argv.slice(2);
  if (!argument) throw new Error('Name the folder of a variant, e.g. models/guided-lite.');
  const folder = resolve(argument);
  const card = readCard(
    JSON.parse(await readFile(join(folder, 'card.json'), 'utf8')),
    basename(folder),
  );
  const files = new Map<string, ArrayBuffer>();
  for (const file of card.files) {
    const content = new Uint8Array(await readFile(join(folder, file.path))).buffer;
    await checkFile(file, card.id, content);
    files.set(file.path, content);
  }
  if (card.onnx) {
    checkOnnx({ card, files });
    const onnx = await loadOnnx({ card, files }, wasmRuntime({ threads: 1 }));
    const network = { card, ...onnx } as unknown as Network;
    const { difference, milliseconds } = await checkGolden(network, files);
    console.log(
      `ONNX Runtime (WASM, one thread) gives its golden output within ${difference.toFixed(4)} of 1 ` +
        `(allowed: ${card.golden.tolerance}); ${milliseconds.toFixed(0)} ms.`,
    );
    return;
  }
  // Threads would need a worker whose file tfjs does not find in Node.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(join(ROOT, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/'));
  await tf.setBackend('wasm');
  const network = await loadNetwork({ card, files });
  const { difference, milliseconds } = await checkGolden(network, files);
  network.dispose();
  const bound = `${difference.toFixed(4)} of 1 (allowed: ${card.golden.tolerance})`;
  console.log(
    `tfjs (WASM, one thread) agrees with PyTorch within ${bound}; ${milliseconds.toFixed(0)} ms.`,
  );
  const beside = join(folder, MODEL_FILES.onnx);
  if (existsSync(beside)) await checkBeside(await readFile(beside), card, files);
}

/** @throws Error if model.onnx does not give the golden output */
async function checkBeside(
  model: Uint8Array,
  card: Card,
  files: Map<string, ArrayBuffer>,
): Promise<void> {
  const difference = await differenceInOnnx(model, card, goldenInput(card, files), files);
  const allowed = card.golden.tolerance;
  if (!(difference <= allowed)) {
    throw new Error(
      `${MODEL_FILES.onnx} does not give the golden output: it is off by ${difference.toFixed(4)}, allowed are ${allowed}.`,
    );
  }
  console.log(`ONNX Runtime (WASM, one thread) agrees too, within ${difference.toFixed(4)}.`);
}

/** The largest difference from the golden output, on a scale of 0..1, for cards whose ranges are 0..1. */
async function differenceInOnnx(
  model: Uint8Array,
  card: Card,
  given: Float32Array,
  files: Map<string, ArrayBuffer>,
): Promise<number> {
  const { InferenceSession, Tensor } = wasmRuntime({ threads: 1 });
  const session = await InferenceSession.create(model);
  const { width, height } = card.input;
  const pixels = width * height;
  const depth = given.length / pixels;
  const planes = given.map((_, i) => given[(i % pixels) * depth + Math.floor(i / pixels)]!);
  const input = new Tensor('float32', planes, [1, depth, height, width]);
  const answers = await session.run({ [session.inputNames[0]!]: input });
  const output = answers[session.outputNames[0]!]!.data as Float32Array;
  const golden = new Uint8Array(files.get(card.golden.output)!);
  const gives = outputDepth(card);
  return output.reduce((most, value, i) => {
    const wanted = golden[(i % pixels) * gives + Math.floor(i / pixels)]! / 255;
    const off = Math.abs(value - wanted);
    return off <= most ? most : off; // keeps NaN
  }, 0);
}

check().catch(failWith);
