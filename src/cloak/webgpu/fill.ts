// Fills on WebGPU: buffers with their shapes, bound for the shaders that begin with fill.wgsl.
import type { GpuOutput } from '../../models/network.ts';
import { createHeldFills, type Fill, type FillPlace, type FillShape } from '../fill.ts';
import type { RoomPicture } from '../passes.ts';
import source from './fill.wgsl?raw';
import { uniformStruct } from './uniforms.ts';

const SHAPE = uniformStruct(source, 'FillShape');

export interface Fills {
  /** The layout of group 1 in fill.wgsl. */
  readonly layout: GPUBindGroupLayout;
  /** Takes over a generator's output. The caller owns the fill. */
  fromAnswer(output: GpuOutput, shape: FillShape, place: FillPlace): Fill;
  /** Uploads a picture's RGB, for variants without a matte. The caller owns the fill. */
  fromPicture(picture: RoomPicture): Fill;
  /**
   * The bind group of a fill; without one: black, with a matte of 1 everywhere.
   * @throws Error if the fill was released
   */
  group(fill: Fill | undefined): GPUBindGroup;
  /** How many fills have not been released. */
  readonly count: number;
  dispose(): void;
}

export function createFills(device: GPUDevice): Fills {
  const visibility = GPUShaderStage.FRAGMENT | GPUShaderStage.COMPUTE;
  const layout = device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility, buffer: {} },
      { binding: 1, visibility, buffer: { type: 'read-only-storage' } },
    ],
  });
  const held = createHeldFills<GPUBindGroup>();

  function describe(shape: FillShape, isPicture = false): GPUBuffer {
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const buffer = device.createBuffer({ size: SHAPE.bytes, usage });
    device.queue.writeBuffer(buffer, 0, packed(shape, isPicture));
    return buffer;
  }

  function bind(shape: GPUBuffer, pixels: GPUBuffer): GPUBindGroup {
    return device.createBindGroup({
      layout,
      entries: [
        { binding: 0, resource: { buffer: shape } },
        { binding: 1, resource: { buffer: pixels } },
      ],
    });
  }

  function own(
    pixels: GPUBuffer,
    description: GPUBuffer,
    place: FillPlace,
    giveBack: () => void,
  ): Fill {
    return held.add(bind(description, pixels), place, () => {
      description.destroy();
      giveBack();
    });
  }

  const blackShape = describe({
    width: 1,
    height: 1,
    depth: 4,
    rgbAt: 0,
    matteAt: 3,
    range: [0, 1],
  });
  const black = device.createBuffer({
    size: 16,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(black, 0, new Float32Array([0, 0, 0, 1]));
  const nothing = bind(blackShape, black);

  return {
    layout,
    fromAnswer: (output, shape, place) =>
      own(output.buffer, describe(shape), place, () => output.release()),
    fromPicture(picture) {
      const { width, height, data } = picture;
      const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
      const pixels = device.createBuffer({ size: data.byteLength, usage });
      device.queue.writeBuffer(pixels, 0, data);
      const shape: FillShape = { width, height, depth: 1, rgbAt: 0, range: [0, 1] };
      return own(pixels, describe(shape, true), picture, () => pixels.destroy());
    },
    group: (fill) => (fill ? held.keptFor(fill) : nothing),
    get count() {
      return held.count;
    },
    dispose() {
      held.releaseAll();
      blackShape.destroy();
      black.destroy();
    },
  };
}

/** What fill.wgsl must know of a shape. */
function packed(shape: FillShape, isPicture: boolean): ArrayBuffer {
  const { width, height, depth, rgbAt, matteAt = 0, range } = shape;
  return SHAPE.pack({
    side: [width, height],
    depth,
    rgb_at: rgbAt,
    range,
    matte_at: matteAt,
    is_picture: isPicture,
  });
}
