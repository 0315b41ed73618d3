// ONNX Runtime on the CPU.
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { prepare, type Runtime, type RuntimeOptions } from './runtime.ts';

/** Call it once per worker. */
export function wasmRuntime(options: RuntimeOptions): Runtime {
  prepare(env, 'ort-wasm-simd-threaded', options);
  return { InferenceSession, Tensor, provider: 'wasm', guard: (work) => work };
}
