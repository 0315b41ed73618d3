// What the page may fetch from outside src/: exactly the files it needs, and nothing else.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  LITERT_FOLDER,
  MEDIAPIPE_FOLDER,
  ONNX_FOLDER,
  TFJS_FOLDER,
} from '../src/vendor-folders.ts';
import { listFiles } from './served-folders.ts';
import { servedFiles } from './vendor-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vanish-served-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), '');
}

function served(url: string) {
  const found = servedFiles.find((candidate) => candidate.url === url);
  if (!found) throw new Error(`Nothing is served at ${url}.`);
  return found;
}

test('models are served without texts, PyTorch weights and hidden files', () => {
  const wanted = ['catalog.json', 'guided/card.json', 'guided/weights.bin'];
  const unwanted = ['README.md', 'guided/weights.safetensors', '.DS_Store', 'guided/.part/x.bin'];
  [...wanted, ...unwanted].forEach(put);

  expect(listFiles({ ...served('/models/'), folder })).toEqual(wanted);
});

test('the WebAssembly files of all packages are found in the installed versions', () => {
  expect(listFiles(served(`/${MEDIAPIPE_FOLDER}`))).toEqual([
    'vision_wasm_module_internal.js',
    'vision_wasm_module_internal.wasm',
  ]);
  expect(listFiles(served(`/${LITERT_FOLDER}`))).toEqual([
    'litert_wasm_compat_internal.wasm',
    'litert_wasm_internal.wasm',
  ]);
  expect(listFiles(served(`/${ONNX_FOLDER}`))).toEqual([
    'ort-wasm-simd-threaded.asyncify.mjs',
    'ort-wasm-simd-threaded.asyncify.wasm',
    'ort-wasm-simd-threaded.mjs',
    'ort-wasm-simd-threaded.wasm',
  ]);
  expect(listFiles(served(`/${TFJS_FOLDER}`))).toEqual([
    'tfjs-backend-wasm-simd.wasm',
    'tfjs-backend-wasm-threaded-simd.wasm',
    'tfjs-backend-wasm.wasm',
  ]);
});

test('the URLs contain the installed versions', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
  };
  expect(LITERT_FOLDER).toContain(`-${dependencies['@litertjs/core']}/`);
  expect(MEDIAPIPE_FOLDER).toContain(`-${dependencies['@mediapipe/tasks-vision']}/`);
  expect(ONNX_FOLDER).toContain(`-${dependencies['onnxruntime-web']}/`);
  expect(TFJS_FOLDER).toContain(`-${dependencies['@tensorflow/tfjs-backend-wasm']}/`);
});

test('a folder that does not exist is empty', () => {
  expect(listFiles({ url: '/x/', folder: join(folder, 'none'), accepts: () => true })).toEqual([]);
});
