// The image passes on WebGPU. Nothing is read back: the frame, the generator's input and its
// output stay on the device that tfjs uses too.
import type { Network } from '../../models/network.ts';
import type { Rect } from '../geometry.ts';
import type { Passes } from '../passes.ts';
import { SAME_LIGHT, type Light } from '../room/light.ts';
import type { Way } from '../way.ts';
import { createComposeStage } from './compose.ts';
import { createFill } from './fill.ts';
import { createFrameStage } from './frame.ts';
import { createHoleStage } from './hole.ts';
import { createInputStage } from './input.ts';
import { createPlateStage } from './plate.ts';

/** @throws Error when the canvas gives no WebGPU context */
export function createWebGpuPasses(
  canvas: OffscreenCanvas,
  device: GPUDevice,
  firstGenerator: Network,
  firstWay: Way,
): Passes {
  const context = canvas.getContext('webgpu');
  if (!context) throw new Error('The picture could not be opened for WebGPU.');
  const format = navigator.gpu.getPreferredCanvasFormat();
  context.configure({ device, format, alphaMode: 'opaque' });

  let isLost = false;
  const lost = device.lost.then(({ message }) => {
    isLost = true;
    return message;
  });
  const holeStage = createHoleStage(device);
  let [generator, way] = [firstGenerator, firstWay];
  let inputStage = createInputStage(device, generator.card);
  const fill = createFill(device, generator.card);
  const composeStage = createComposeStage(device, fill, format);
  const plateStage = createPlateStage(device, fill, format);
  const frameStage = createFrameStage(device);

  let frame: GPUTexture | undefined;
  let hole: GPUTexture | undefined;
  let light: Light = SAME_LIGHT;
  /** Of the input that was cut out of the room last: where its fill belongs, and in which light. */
  let asked: { crop: Rect; light: Light } | undefined;
  /** The same of the last fill. */
  let guess: { crop: Rect; light: Light } | undefined;

  function needed<T>(value: T | undefined): T {
    if (!value) throw new Error('A pass is needed here that was not run.');
    return value;
  }

  function submit(record: (encoder: GPUCommandEncoder) => void): void {
    const encoder = device.createCommandEncoder();
    record(encoder);
    device.queue.submit([encoder.finish()]);
  }

  return {
    begin(next) {
      const { displayWidth: width, displayHeight: height } = next;
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      submit((encoder) => {
        frame = frameStage.run(encoder, next);
      });
    },
    hole(mask, hide) {
      submit((encoder) => {
        hole = holeStage.run(encoder, needed(frame), mask, hide, canvas.width, canvas.height);
      });
    },
    cut(crop) {
      const given = way.findsPerson ? undefined : hole;
      submit((encoder) =>
        inputStage.run(encoder, needed(frame), canvas.width, canvas.height, given, crop),
      );
    },
    async generate(refines) {
      fill.set(generator.runOnGpu(inputStage.input, refines));
      guess = asked;
    },
    compose(look, crop) {
      const target = context.getCurrentTexture().createView();
      submit((encoder) => composeStage.run(encoder, target, needed(frame), hole, way, crop, look));
    },
    setGenerator(next, nextWay) {
      [generator, way] = [next, nextWay];
      inputStage.dispose();
      inputStage = createInputStage(device, generator.card);
      fill.setCard(generator.card);
      guess = asked = undefined;
    },
    plate: {
      forget() {
        plateStage.forget();
        guess = undefined;
      },
      setLight(next) {
        light = next.light;
        plateStage.resize(canvas.width, canvas.height);
        plateStage.setLight(next);
      },
      carry(carry) {
        plateStage.carry(carry);
        guess = undefined; // it was made for another place and another light
      },
      observe(observation, renews) {
        const known = guess && { ...guess, isNew: renews };
        plateStage.observe(needed(frame), needed(hole), observation, known);
      },
      cut(crop) {
        const room = plateStage.known(needed(frame), needed(hole));
        const unknown = plateStage.unknown(needed(hole));
        submit((encoder) =>
          inputStage.run(encoder, room, canvas.width, canvas.height, unknown, crop),
        );
        asked = { crop, light };
      },
      reveal(look) {
        const target = context.getCurrentTexture().createView();
        plateStage.reveal(target, needed(frame), needed(hole), look);
      },
      bytes: () => plateStage.bytes(),
    },
    lost,
    async finished() {
      await device.queue.onSubmittedWorkDone();
      if (isLost) throw new Error('The graphics device was lost.');
    },
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
      fill.dispose();
      plateStage.dispose();
      frameStage.dispose();
      holeStage.dispose();
      inputStage.dispose();
      composeStage.dispose();
      context.unconfigure();
    },
  };
}
