// The worker of a .onnx file on WebGPU.
import { serveOnnx } from './serve-onnx.ts';
import { webgpuRuntime } from './webgpu-runtime.ts';

serveOnnx(webgpuRuntime);
