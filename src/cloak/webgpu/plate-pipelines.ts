// The compiled programs of the plate's passes on WebGPU, and the layouts of their bindings.
import * as codes from '../picture-codes.ts';
import * as rules from '../plate-rules.ts';
import coverSource from './cover.wgsl?raw';
import type { Fills } from './fill.ts';
import fillSource from './fill.wgsl?raw';
import source from './plate.wgsl?raw';
import { KNOWN_FORMAT, PLATE_FORMAT } from './plate-textures.ts';
import { wgslConstants } from './uniforms.ts';

export type PlatePipelines = ReturnType<typeof createPlatePipelines>;

/** @param format of the canvas */
export function createPlatePipelines(device: GPUDevice, fills: Fills, format: GPUTextureFormat) {
  const { COMPUTE, FRAGMENT } = GPUShaderStage;
  const layoutOf = (visibility: number, bindings: readonly number[]) =>
    device.createBindGroupLayout({
      entries: bindings.map((binding): GPUBindGroupLayoutEntry => {
        if (binding === 0) return { binding, visibility, buffer: {} };
        if (binding === 6) return { binding, visibility, sampler: {} };
        if (binding < 6) return { binding, visibility, texture: {} };
        const results = binding === 9 ? KNOWN_FORMAT : PLATE_FORMAT;
        return { binding, visibility, storageTexture: { format: results } };
      }),
    });
  const layouts = {
    learn: layoutOf(COMPUTE, [0, 1, 2, 3, 4, 5, 6, 7, 8]),
    unknown: layoutOf(COMPUTE, [0, 2, 3, 6, 9]),
    reveal: layoutOf(FRAGMENT, [0, 1, 2, 3, 5, 6]),
  };
  const code = wgslConstants({ ...codes, ...rules }) + fillSource + coverSource + source;
  const module = device.createShaderModule({ code, label: 'plate' });
  const computer = (entryPoint: string, own: GPUBindGroupLayout) =>
    device.createComputePipeline({
      layout: device.createPipelineLayout({ bindGroupLayouts: [own, fills.layout] }),
      compute: { module, entryPoint },
    });
  const drawer = (
    entryPoint: string,
    target: GPUTextureFormat,
    bindGroupLayouts: GPUBindGroupLayout[],
  ) =>
    device.createRenderPipeline({
      layout: device.createPipelineLayout({ bindGroupLayouts }),
      vertex: { module, entryPoint: 'cover' },
      fragment: { module, entryPoint, targets: [{ format: target }] },
    });
  return {
    layouts,
    observe: computer('observe', layouts.learn),
    carry: computer('carry', layouts.learn),
    unknown: computer('unknown', layouts.unknown),
    /** The room on the canvas. */
    toCanvas: drawer('reveal', format, [layouts.reveal]),
    /** The room in a texture. */
    toKnown: drawer('reveal', KNOWN_FORMAT, [layouts.reveal]),
    /** The room for the texture stage. */
    toRoom: drawer('room', KNOWN_FORMAT, [layouts.reveal, fills.layout]),
  };
}
