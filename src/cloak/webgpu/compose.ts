// The compose stage on WebGPU: frame, hole and fill in, the canvas's picture out.
import type { Fill } from '../fill.ts';
import { MATTE, WHOLE } from '../../frame/geometry.ts';
import { alphaCode, pictureCode, type DisplayOptions } from '../passes.ts';
import * as codes from '../picture-codes.ts';
import type { Way } from '../../models/way.ts';
import source from './compose.wgsl?raw';
import coverSource from './cover.wgsl?raw';
import type { Fills } from './fill.ts';
import fillSource from './fill.wgsl?raw';
import { uniformStruct, wgslConstants } from './uniforms.ts';

const SETTINGS = uniformStruct(source, 'Settings');

export interface Composition {
  frame: GPUTexture;
  hole: GPUTexture | undefined;
  fill: Fill | undefined;
  /** The crop that the fill covers. */
  way: Way;
  look: DisplayOptions | 'hole';
  /** Covers the hole with one plain colour, whatever the fill is. */
  coversHole: boolean;
}

export interface ComposeStage {
  /** Draws over the whole target. */
  run(encoder: GPUCommandEncoder, target: GPUTextureView, composition: Composition): void;
  dispose(): void;
}

export function createComposeStage(
  device: GPUDevice,
  fills: Fills,
  format: GPUTextureFormat,
): ComposeStage {
  const visibility = GPUShaderStage.FRAGMENT;
  const layout = device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility, buffer: {} },
      { binding: 1, visibility, texture: {} },
      { binding: 2, visibility, texture: {} },
      { binding: 3, visibility, sampler: {} },
    ],
  });
  const module = device.createShaderModule({
    code: wgslConstants(codes) + fillSource + coverSource + source,
    label: 'compose',
  });
  const pipeline = device.createRenderPipeline({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout, fills.layout] }),
    vertex: { module, entryPoint: 'cover' },
    fragment: { module, entryPoint: 'compose', targets: [{ format }] },
  });
  const sampler = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  const settings = device.createBuffer({
    size: SETTINGS.bytes,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  // Bound if there is no hole; not read then.
  const noHole = device.createTexture({
    size: [1, 1],
    format: 'rgba8unorm',
    usage: GPUTextureUsage.TEXTURE_BINDING,
  });

  return {
    run(encoder, target, { frame, hole, fill, way, look, coversHole }) {
      const crop = fill?.crop ?? WHOLE;
      const packed = SETTINGS.pack({
        crop_origin: [crop.x, crop.y],
        crop_extent: [crop.width, crop.height],
        view: pictureCode(look),
        alpha_from: alphaCode(way),
        matte: [MATTE.low, MATTE.high],
        fade: MATTE.fade,
        split: look === 'hole' ? 0 : look.split,
        covers: coversHole,
      });
      device.queue.writeBuffer(settings, 0, packed);

      const group = device.createBindGroup({
        layout,
        entries: [
          { binding: 0, resource: { buffer: settings } },
          { binding: 1, resource: frame.createView() },
          { binding: 2, resource: (hole ?? noHole).createView() },
          { binding: 3, resource: sampler },
        ],
      });
      const pass = encoder.beginRenderPass({
        label: 'compose',
        colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store' }],
      });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.setBindGroup(1, fills.group(fill));
      pass.draw(3);
      pass.end();
    },
    dispose() {
      settings.destroy();
      noHole.destroy();
    },
  };
}
