// ONNX Runtime on WebGPU. Operations that it does not have there run on the CPU. Of its two builds for WebGPU, this is
// the newer one, whose kernels are part of the WebAssembly; "asyncify" lets it wait for the GPU in every browser.
import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import { openDevice } from './device.ts';
import { prepare, type Runtime, type RuntimeOptions } from './runtime.ts';

/** Call it once per worker. @throws Error with a sentence if there is no WebGPU */
export async function webgpuRuntime(options: RuntimeOptions): Promise<Runtime> {
  prepare(env, 'ort-wasm-simd-threaded.asyncify', options);
  const { device, guard } = await openDevice();
  return { InferenceSession, Tensor, provider: { name: 'webgpu', device }, guard };
}
