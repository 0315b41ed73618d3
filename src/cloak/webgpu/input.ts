// The input stage on WebGPU: crop of the frame in, the generator's input out.
import type { Card } from '../../models/card.ts';
import { HOLE_SUPPORT, type Rect } from '../../frame/geometry.ts';
import { prefills } from '../../models/way.ts';
import { MOST_PLANES, planeCodes } from '../planes.ts';
import { cropTaps, pyramidLevels, type PyramidLevel } from '../pyramid.ts';
import source from './input.wgsl?raw';
import { uniformStruct } from './uniforms.ts';

const WORKGROUP = 8; // px on each axis, as in input.wgsl
const PIXEL_BYTES = 16; // 4 x f32
const PLANES = uniformStruct(source, 'Planes');
const LEVEL = uniformStruct(source, 'Level');
const CROP = uniformStruct(source, 'Crop');
const UNIFORM_STEP = 256; // bytes: where WebGPU lets dynamic offsets begin

export interface InputStage {
  /** The generator's input: [height, width, channels] float32, overwritten by every run. */
  readonly input: GPUBuffer;
  /** @param hole its alpha in red; absent when nothing of the frame counts as hole */
  run(
    encoder: GPUCommandEncoder,
    frame: GPUTexture,
    frameWidth: number,
    frameHeight: number,
    hole: GPUTexture | undefined,
    crop: Rect,
  ): void;
  dispose(): void;
}

/** Converts the frame's crop to the size, channels and range that the card asks for. */
export function createInputStage(device: GPUDevice, card: Card): InputStage {
  const { input: wanted } = card;
  const codes = planeCodes(card);
  const levels = pyramidLevels(wanted.width, wanted.height).slice(
    0,
    prefills(card) ? undefined : 1,
  );
  const finest = levels[0]!;
  const last = levels.at(-1)!;

  const buffer = (size: number, usage: number) => device.createBuffer({ size, usage });
  const pyramid = buffer(
    (last.offset + last.width * last.height) * PIXEL_BYTES,
    GPUBufferUsage.STORAGE,
  );
  const input = buffer(
    finest.width * finest.height * codes.length * 4, // bytes of an f32
    GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
  );
  const uniform = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const cropSettings = buffer(CROP.bytes, uniform);

  const samplesAgain = prefills(card) && wanted.channels.includes('rgb');
  const planes = buffer(PLANES.bytes, uniform);
  const padding = Array<number>(MOST_PLANES + 1 - codes.length).fill(0); // to whole vec4u
  const packedPlanes = PLANES.pack({
    codes: [...codes, ...padding],
    count: codes.length,
    samples_again: samplesAgain,
  });
  device.queue.writeBuffer(planes, 0, packedPlanes);

  const steps = planSteps(levels, prefills(card));
  const levelSettings = buffer(steps.length * UNIFORM_STEP, uniform);
  steps.forEach(({ side, fine, coarse }, i) => {
    const packed = LEVEL.pack({
      side: [side.width, side.height],
      fine: fine.offset,
      coarse: coarse.offset,
    });
    device.queue.writeBuffer(levelSettings, i * UNIFORM_STEP, packed);
  });

  const visibility = GPUShaderStage.COMPUTE;
  const layouts = [
    device.createBindGroupLayout({
      entries: [
        { binding: 0, visibility, buffer: { hasDynamicOffset: true, minBindingSize: LEVEL.bytes } },
        { binding: 1, visibility, buffer: { type: 'storage' } },
      ],
    }),
    device.createBindGroupLayout({
      entries: [
        { binding: 0, visibility, buffer: {} },
        { binding: 1, visibility, texture: {} },
        { binding: 2, visibility, texture: {} },
        { binding: 3, visibility, sampler: {} },
      ],
    }),
    device.createBindGroupLayout({
      entries: [
        { binding: 0, visibility, buffer: { type: 'storage' } },
        { binding: 1, visibility, buffer: {} },
      ],
    }),
  ] as const;
  const module = device.createShaderModule({ code: source, label: 'input' });
  const layout = device.createPipelineLayout({ bindGroupLayouts: [...layouts] });
  const pipelines = Object.fromEntries(
    ENTRY_POINTS.map((entryPoint) => [
      entryPoint,
      device.createComputePipeline({ layout, compute: { module, entryPoint } }),
    ]),
  ) as Record<EntryPoint, GPUComputePipeline>;

  const levelGroup = device.createBindGroup({
    layout: layouts[0],
    entries: [
      { binding: 0, resource: { buffer: levelSettings, size: LEVEL.bytes } },
      { binding: 1, resource: { buffer: pyramid } },
    ],
  });
  const inputGroup = device.createBindGroup({
    layout: layouts[2],
    entries: [
      { binding: 0, resource: { buffer: input } },
      { binding: 1, resource: { buffer: planes } },
    ],
  });
  const sampler = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  const noHole = device.createTexture({
    size: [1, 1],
    format: 'rgba8unorm', // new textures are black: no hole anywhere
    usage: GPUTextureUsage.TEXTURE_BINDING,
  });

  return {
    input,
    run(encoder, frame, frameWidth, frameHeight, hole, crop) {
      const taps = cropTaps(
        crop.width * frameWidth,
        crop.height * frameHeight,
        wanted.width,
        wanted.height,
      );
      const packed = CROP.pack({
        origin: [crop.x, crop.y],
        extent: [crop.width, crop.height],
        range: wanted.range,
        taps,
        support: HOLE_SUPPORT,
      });
      device.queue.writeBuffer(cropSettings, 0, packed);

      const pass = encoder.beginComputePass({ label: 'input' });
      const cropGroup = device.createBindGroup({
        layout: layouts[1],
        entries: [
          { binding: 0, resource: { buffer: cropSettings } },
          { binding: 1, resource: frame.createView() },
          { binding: 2, resource: (hole ?? noHole).createView() },
          { binding: 3, resource: sampler },
        ],
      });
      pass.setBindGroup(1, cropGroup);
      pass.setBindGroup(2, inputGroup);
      steps.forEach(({ entryPoint, side }, i) => {
        pass.setPipeline(pipelines[entryPoint]);
        pass.setBindGroup(0, levelGroup, [i * UNIFORM_STEP]);
        const isSingle = entryPoint === 'settle';
        const across = isSingle ? 1 : Math.ceil(side.width / WORKGROUP);
        pass.dispatchWorkgroups(across, isSingle ? 1 : Math.ceil(side.height / WORKGROUP));
      });
      pass.end();
    },
    dispose() {
      for (const held of [pyramid, input, cropSettings, levelSettings, planes, noHole]) {
        held.destroy();
      }
    },
  };
}

const ENTRY_POINTS = ['cut', 'pull', 'settle', 'push', 'write_input'] as const;
type EntryPoint = (typeof ENTRY_POINTS)[number];

interface Step {
  entryPoint: EntryPoint;
  /** The level whose pixels are written. */
  side: PyramidLevel;
  fine: PyramidLevel;
  coarse: PyramidLevel;
}

function planSteps(levels: PyramidLevel[], withPyramid: boolean): Step[] {
  const finest = levels[0]!;
  const last = levels.at(-1)!;
  const only = (entryPoint: EntryPoint, level: PyramidLevel): Step => ({
    entryPoint,
    side: level,
    fine: level,
    coarse: level,
  });
  const pairs = levels.slice(1).map((coarse, i) => ({ fine: levels[i]!, coarse }));
  const pyramid = [
    ...pairs.map((pair): Step => ({ entryPoint: 'pull', side: pair.coarse, ...pair })),
    only('settle', last),
    ...pairs.toReversed().map((pair): Step => ({ entryPoint: 'push', side: pair.fine, ...pair })),
  ];
  return [only('cut', finest), ...(withPyramid ? pyramid : []), only('write_input', finest)];
}
