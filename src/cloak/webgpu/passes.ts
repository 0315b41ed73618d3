// The image passes on WebGPU. Nothing is read back: the frame, the generator's input and its
// output stay on the device that tfjs uses too.
import type { GpuOutput, Network } from '../../models/network.ts';
import type { Passes } from '../passes.ts';
import type { Way } from '../way.ts';
import { createComposeStage } from './compose.ts';
import { createHoleStage } from './hole.ts';
import { createInputStage } from './input.ts';

/** @throws Error when the canvas gives no WebGPU context */
export function createWebGpuPasses(
  canvas: OffscreenCanvas,
  device: GPUDevice,
  generator: Network,
  way: Way,
): Passes {
  const context = canvas.getContext('webgpu');
  if (!context) throw new Error('The picture could not be opened for WebGPU.');
  const format = navigator.gpu.getPreferredCanvasFormat();
  context.configure({ device, format, alphaMode: 'opaque' });

  const holeStage = createHoleStage(device);
  const inputStage = createInputStage(device, generator.card);
  const composeStage = createComposeStage(device, generator.card, way, format);

  let frame: VideoFrame | undefined;
  let hole: GPUTexture | undefined;
  let fill: GpuOutput | undefined;

  // An external texture is good for one task only, so every pass imports its own.
  const imported = () => device.importExternalTexture({ source: frame! });

  function submit(record: (encoder: GPUCommandEncoder) => void): void {
    const encoder = device.createCommandEncoder();
    record(encoder);
    device.queue.submit([encoder.finish()]);
  }

  return {
    begin(next) {
      frame = next;
      const { displayWidth: width, displayHeight: height } = next;
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
    },
    hole(mask) {
      submit((encoder) => {
        hole = holeStage.run(encoder, mask, canvas.width, canvas.height);
      });
    },
    cut(crop) {
      const given = way.findsPerson ? undefined : hole;
      submit((encoder) =>
        inputStage.run(encoder, imported(), canvas.width, canvas.height, given, crop),
      );
    },
    async generate() {
      fill?.release();
      fill = generator.runOnGpu(inputStage.input);
    },
    compose(look, crop) {
      const target = context.getCurrentTexture().createView();
      submit((encoder) =>
        composeStage.run(encoder, target, imported(), hole, fill?.buffer, crop, look),
      );
    },
    finished: () => device.queue.onSubmittedWorkDone(),
    async readInput() {
      const { size } = inputStage.input;
      const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
      const copy = device.createBuffer({ size, usage });
      submit((encoder) => encoder.copyBufferToBuffer(inputStage.input, 0, copy, 0, size));
      await copy.mapAsync(GPUMapMode.READ);
      const values = new Float32Array(copy.getMappedRange().slice(0));
      copy.destroy();
      return values;
    },
    dispose() {
      fill?.release();
      holeStage.dispose();
      inputStage.dispose();
      composeStage.dispose();
      context.unconfigure();
    },
  };
}
