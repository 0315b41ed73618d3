// The worker of a .onnx file on the CPU.
import { serveOnnx } from './serve-onnx.ts';
import { wasmRuntime } from './wasm-runtime.ts';

serveOnnx(wasmRuntime);
