// The generator's answer on WebGPU, bound for the shaders that begin with fill.wgsl.
import { outputDepth, outputPlane, type Card } from '../../models/card.ts';
import type { GpuOutput } from '../../models/network.ts';

const SHAPE_BYTES = 32; // vec2u, 2 x u32, vec2f, u32, and 4 to the next vec2

export interface Fill {
  /** What fill.wgsl binds as group 1. */
  readonly layout: GPUBindGroupLayout;
  /** Of the last answer; before a card's first one it holds nothing that may be read. */
  readonly group: GPUBindGroup;
  /** Takes over an answer; the one before is given back. */
  set(output: GpuOutput): void;
  /** Another generator's answers follow; the last one is given back. */
  setCard(card: Card): void;
  dispose(): void;
}

export function createFill(device: GPUDevice, card: Card): Fill {
  const visibility = GPUShaderStage.FRAGMENT | GPUShaderStage.COMPUTE;
  const layout = device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility, buffer: {} },
      { binding: 1, visibility, buffer: { type: 'read-only-storage' } },
    ],
  });
  const shape = device.createBuffer({
    size: SHAPE_BYTES,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(shape, 0, shapeOf(card));
  const nothing = device.createBuffer({ size: 16, usage: GPUBufferUsage.STORAGE });
  const groupOf = (buffer: GPUBuffer) =>
    device.createBindGroup({
      layout,
      entries: [
        { binding: 0, resource: { buffer: shape } },
        { binding: 1, resource: { buffer } },
      ],
    });
  let held: GpuOutput | undefined;
  let group = groupOf(nothing);

  return {
    layout,
    get group() {
      return group;
    },
    set(output) {
      held?.release();
      held = output;
      group = groupOf(output.buffer);
    },
    setCard(next) {
      device.queue.writeBuffer(shape, 0, shapeOf(next));
      held?.release();
      held = undefined;
      group = groupOf(nothing);
    },
    dispose() {
      held?.release();
      shape.destroy();
      nothing.destroy();
    },
  };
}

/** What fill.wgsl must know of a card. */
function shapeOf(card: Card): ArrayBuffer {
  const bytes = new ArrayBuffer(SHAPE_BYTES);
  const integers = new Uint32Array(bytes);
  const { width, height } = card.input;
  integers.set([width, height, outputDepth(card), outputPlane(card, 'rgb') ?? 0]);
  new Float32Array(bytes).set(card.output.range, 4);
  integers[6] = outputPlane(card, 'matte') ?? 0;
  return bytes;
}
