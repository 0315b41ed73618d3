// `npx tsx scripts/check-variant.ts FOLDER`: what the page does with a variant before it trusts it, without a
// browser: the card's contract, the files' hashes, the golden run in tfjs on WebAssembly.
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { readCard } from '../src/models/card.ts';
import { checkFile } from '../src/models/files.ts';
import { checkGolden } from '../src/models/golden.ts';
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
  // Threads would want a worker whose file tfjs does not find in Node.
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
}

check().catch(failWith);
