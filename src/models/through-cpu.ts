// A network outside the passes' WebGPU device, on the CPU or on a device of its own: its input is read back, and its
// answer uploaded.
import type { GpuOutput, Network } from './network.ts';

/** @param device of the passes */
export function throughCpu(network: Network, device: GPUDevice): Network {
  return {
    ...network,
    device,
    get standIn() {
      return network.standIn && throughCpu(network.standIn, device);
    },
    get onnx() {
      return network.onnx;
    },
    async runOnGpu(input, refines): Promise<GpuOutput> {
      const { size } = input;
      const { COPY_DST, MAP_READ, STORAGE } = GPUBufferUsage;
      const copy = device.createBuffer({ size, usage: COPY_DST | MAP_READ });
      let output: Float32Array;
      try {
        const encoder = device.createCommandEncoder();
        encoder.copyBufferToBuffer(input, 0, copy, 0, size);
        device.queue.submit([encoder.finish()]); // at once: the next cut may follow
        await copy.mapAsync(GPUMapMode.READ);
        output = await network.run(new Float32Array(copy.getMappedRange().slice(0)), refines);
      } finally {
        copy.destroy();
      }
      const buffer = device.createBuffer({
        size: output.byteLength,
        usage: STORAGE | GPUBufferUsage.COPY_SRC, // as with tfjs, answers are read back to be checked
        mappedAtCreation: true,
      });
      new Float32Array(buffer.getMappedRange()).set(output);
      buffer.unmap();
      return { buffer, release: () => buffer.destroy() };
    },
  };
}
