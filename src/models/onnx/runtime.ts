// What the rest of Vanish uses of ONNX Runtime, and the settings that its two builds share. wasm-runtime.ts and
// webgpu-runtime.ts each load one build. A worker loads only the one that it needs.
import type * as Ort from 'onnxruntime-web/wasm';
import { MOST_ONNX_MEMORY } from '../graph/limits.ts';

export interface Runtime {
  readonly InferenceSession: Pick<typeof Ort.InferenceSession, 'create'>;
  readonly Tensor: typeof Ort.Tensor;
  /** What runs a network's operations. */
  readonly provider: Ort.InferenceSession.ExecutionProviderConfig;
  /**
   * Settles like the work, or rejects with a sentence if its answer cannot be trusted: the graphics device was lost or
   * reported an error before the work ended. One at a time.
   */
  guard<Result>(work: Promise<Result>): Promise<Result>;
}

export interface RuntimeOptions {
  /** With one, the page need not be cross-origin isolated. */
  threads: number;
  /**
   * The folder of the runtime's WebAssembly, a URL with a trailing slash. Undefined if it is next to the script, as in
   * Node.
   */
  folder?: string;
}

const PAGE = 65536; // bytes per page of WebAssembly memory

/**
 * Limits the runtime's memory: allocations beyond the limit fail. Call it before anything is loaded.
 * @param file of the build in `folder`, without its ending
 */
export function prepare(env: Ort.Env, file: string, { threads, folder }: RuntimeOptions): void {
  const { Memory } = WebAssembly;
  const most = Math.floor(MOST_ONNX_MEMORY / PAGE);
  WebAssembly.Memory = class extends Memory {
    constructor(asked: WebAssembly.MemoryDescriptor) {
      super({ ...asked, maximum: Math.min(asked.maximum ?? most, most) });
    }
  };
  env.logLevel = 'error';
  env.wasm.numThreads = threads;
  if (!folder) return;
  const path = `${folder}${file}`;
  env.wasm.wasmPaths = { mjs: `${path}.mjs`, wasm: `${path}.wasm` };
}
