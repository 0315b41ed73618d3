// The hole stage on WebGPU: person mask in, hole texture out.
import { HOLE, holeSize } from '../../frame/geometry.ts';
import type { PersonMask } from '../../frame/person-mask.ts';
import type { HoleInputs } from '../passes.ts';
import { NOTHING_HIDDEN, type HideMap } from '../plate.ts';
import source from './hole.wgsl?raw';
import { uniformStruct } from './uniforms.ts';

const WORKGROUP = 8; // px on each axis, as in hole.wgsl
const SETTINGS = uniformStruct(source, 'Settings');
const STEPS = 5; // soften, then grow and feather along both axes
const UNIFORM_STEP = 256; // bytes: alignment of dynamic offsets in WebGPU

export interface HoleStage {
  /**
   * @returns the hole, covering the whole frame: its alpha in red, the person's alone in green,
   * and in blue where nothing may be learned; valid until the next run.
   */
  run(encoder: GPUCommandEncoder, frame: GPUTexture, request: HoleInputs): GPUTexture;
  dispose(): void;
}

export function createHoleStage(device: GPUDevice): HoleStage {
  const module = device.createShaderModule({ code: source, label: 'hole' });
  const layout = device.createBindGroupLayout({
    entries: [
      {
        binding: 0,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { hasDynamicOffset: true, minBindingSize: SETTINGS.bytes },
      },
      { binding: 1, visibility: GPUShaderStage.COMPUTE, texture: {} },
      { binding: 2, visibility: GPUShaderStage.COMPUTE, sampler: {} },
      { binding: 4, visibility: GPUShaderStage.COMPUTE, texture: {} },
      { binding: 5, visibility: GPUShaderStage.COMPUTE, texture: {} },
      {
        binding: 3,
        visibility: GPUShaderStage.COMPUTE,
        storageTexture: { format: 'rgba8unorm' },
      },
    ],
  });
  const pipeline = (entryPoint: string) =>
    device.createComputePipeline({
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint },
    });
  const soften = pipeline('soften');
  const grow = pipeline('grow');
  const feather = pipeline('feather');
  const sampler = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  const settings = device.createBuffer({
    size: STEPS * UNIFORM_STEP,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });

  let masks: GPUTexture | undefined;
  let hides: GPUTexture | undefined;
  let pictures: [GPUTexture, GPUTexture] | undefined;
  let groups: GPUBindGroup[] = [];
  let madeFor = '';

  let madeFrom: GPUTexture | undefined;

  function allocate(
    frame: GPUTexture,
    mask: PersonMask,
    hide: HideMap,
    size: ReturnType<typeof holeSize>,
  ): void {
    const sizes = [mask, hide, size].map(({ width, height }) => [width, height]);
    const key = [...sizes, size.growth].join();
    if (key === madeFor && frame === madeFrom) return;
    madeFrom = frame;
    free();
    madeFor = key;
    const bytes = ({ width, height }: PersonMask | HideMap, format: GPUTextureFormat) =>
      device.createTexture({
        size: [width, height],
        format,
        usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
      });
    masks = bytes(mask, 'r8unorm');
    hides = bytes(hide, 'rg8unorm');
    const hideView = hides.createView();
    const frameView = frame.createView();
    const picture = () =>
      device.createTexture({
        size: [size.width, size.height],
        format: 'rgba8unorm',
        usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.STORAGE_BINDING,
      });
    pictures = [picture(), picture()];
    const [a, b] = pictures;
    const group = (from: GPUTexture, to: GPUTexture) =>
      device.createBindGroup({
        layout,
        entries: [
          { binding: 0, resource: { buffer: settings, size: SETTINGS.bytes } },
          { binding: 1, resource: from.createView() },
          { binding: 2, resource: sampler },
          { binding: 3, resource: to.createView() },
          { binding: 4, resource: hideView },
          { binding: 5, resource: frameView },
        ],
      });
    groups = [group(masks, a), group(a, b), group(b, a), group(a, b), group(b, a)];

    const runs = [
      { direction: [0, 0], reach: 0 },
      { direction: [1, 0], reach: size.growth },
      { direction: [0, 1], reach: size.growth },
      { direction: [1, 0], reach: size.feather },
      { direction: [0, 1], reach: size.feather },
    ];
    runs.forEach((run, i) => {
      const packed = SETTINGS.pack({
        ...run,
        is_last: i === runs.length - 1,
        mask_low: HOLE.maskLow,
        mask_high: HOLE.maskHigh,
        refine: size.refine,
        apart: size.apart,
      });
      device.queue.writeBuffer(settings, i * UNIFORM_STEP, packed);
    });
  }

  function upload(texture: GPUTexture, { data, width, height }: PersonMask | HideMap): void {
    const bytes = data as Uint8Array<ArrayBuffer>;
    const bytesPerRow = data.length / height;
    device.queue.writeTexture({ texture }, bytes, { bytesPerRow }, [width, height]);
  }

  function free(): void {
    masks?.destroy();
    hides?.destroy();
    pictures?.forEach((picture) => picture.destroy());
  }

  return {
    run(encoder, frame, { mask, margin, hide = NOTHING_HIDDEN, frameWidth, frameHeight }) {
      const size = holeSize(frameWidth, frameHeight, margin);
      allocate(frame, mask, hide, size);
      upload(masks!, mask);
      upload(hides!, hide);
      const pass = encoder.beginComputePass({ label: 'hole' });
      [soften, grow, grow, feather, feather].forEach((step, i) => {
        pass.setPipeline(step);
        pass.setBindGroup(0, groups[i], [i * UNIFORM_STEP]);
        const across = Math.ceil(size.width / WORKGROUP);
        pass.dispatchWorkgroups(across, Math.ceil(size.height / WORKGROUP));
      });
      pass.end();
      return pictures![0];
    },
    dispose() {
      free();
      settings.destroy();
    },
  };
}
