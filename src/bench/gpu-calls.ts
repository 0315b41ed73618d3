// Counts a worker's GPU calls. A read-back makes the frame wait for the GPU.

export interface GpuCalls {
  /** Draw calls (WebGL); draws and dispatches of render and compute passes (WebGPU). */
  draws: number;
  readBacks: number;
}

/** Starts to count, for good. Use it only in a worker that exists for measuring. */
export function countGpuCalls(): GpuCalls {
  const calls: GpuCalls = { draws: 0, readBacks: 0 };
  const count = (owner: string, names: string[], what: keyof GpuCalls) => {
    const prototype = (globalThis as unknown as Record<string, { prototype: object } | undefined>)[
      owner
    ]?.prototype as Record<string, (...args: unknown[]) => unknown> | undefined;
    if (!prototype) return; // this browser does not have it
    for (const name of names) {
      const original = prototype[name];
      if (!original) continue;
      prototype[name] = function (this: unknown, ...args) {
        calls[what]++;
        return original.apply(this, args);
      };
    }
  };
  count('WebGL2RenderingContext', ['drawArrays', 'drawElements'], 'draws');
  count('WebGL2RenderingContext', ['readPixels', 'getBufferSubData'], 'readBacks');
  count('GPURenderPassEncoder', ['draw', 'drawIndexed'], 'draws');
  count('GPUComputePassEncoder', ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect'], 'draws');
  count('GPUBuffer', ['mapAsync'], 'readBacks');
  return calls;
}
