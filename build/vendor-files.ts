// Which files from outside src/ and public/ the page fetches, and at which address: the WebAssembly of four npm
// packages, and the shipped models. public/ holds no copies of them.
import {
  LITERT_FOLDER,
  MEDIAPIPE_FOLDER,
  ONNX_FOLDER,
  TFJS_FOLDER,
} from '../src/vendor-folders.ts';
import type { ServedFolder } from './served-folders.ts';

/**
 * Under this condition, ONNX Runtime's script does not include the one that loads its WebAssembly. Both are served
 * separately.
 */
export const ONNX_FROM_VENDOR = 'onnxruntime-web-use-extern-wasm';

/** What the cloak fetches, wherever it runs. */
export const fetchedFiles: ServedFolder[] = [
  {
    // With and without relaxed SIMD, depending on the browser.
    url: `/${LITERT_FOLDER}`,
    folder: 'node_modules/@litertjs/core/wasm',
    accepts: (path) => /^litert_wasm_(compat_)?internal\.wasm$/.test(path),
  },
  {
    // MediaPipe's segmenter runs in a module worker, which needs this one of the package's three builds.
    url: `/${MEDIAPIPE_FOLDER}`,
    folder: 'node_modules/@mediapipe/tasks-vision/wasm',
    accepts: (path) => path.startsWith('vision_wasm_module_internal.'),
  },
  {
    // ONNX Runtime's builds for the CPU and for WebGPU, each with the script that starts it and its threads.
    url: `/${ONNX_FOLDER}`,
    folder: 'node_modules/onnxruntime-web/dist',
    accepts: (path) => /^ort-wasm-simd-threaded\.(asyncify\.)?(mjs|wasm)$/.test(path),
  },
  {
    // tfjs picks one of three (plain, SIMD, SIMD with threads), depending on the browser.
    url: `/${TFJS_FOLDER}`,
    folder: 'node_modules/@tensorflow/tfjs-backend-wasm/dist',
    accepts: (path) => !path.includes('/') && path.endsWith('.wasm'),
  },
  {
    // Cards, weights and golden files, without the texts next to them or PyTorch's version of the weights.
    url: '/models/',
    folder: 'models',
    accepts: (path) => !/\.(md|safetensors)$|(^|\/)\./.test(path),
  },
];

/** The built site also serves the package, for pages that import it directly. */
export const servedFiles: ServedFolder[] = [
  ...fetchedFiles,
  { url: '/library/', folder: 'packages/cloak/dist', accepts: (path) => path.endsWith('.js') },
];
