// The compose stage on WebGPU: frame, hole and fill in, the canvas's picture out.
import { MATTE, type Rect } from '../geometry.ts';
import { alphaCode, pictureCode, type Look } from '../passes.ts';
import type { Way } from '../way.ts';
import source from './compose.wgsl?raw';
import coverSource from './cover.wgsl?raw';
import type { Fill } from './fill.ts';
import fillSource from './fill.wgsl?raw';

const SETTINGS_BYTES = 48; // 2 x vec2f, 2 x u32, vec2f, 2 x f32, u32, and 4 to the next vec2f

export interface ComposeStage {
  /**
   * Draws over the whole target.
   * @param way the generator's, whose answer the fill is
   * @param crop what the fill covers; undefined when nothing is to be replaced
   */
  run(
    encoder: GPUCommandEncoder,
    target: GPUTextureView,
    frame: GPUTexture,
    hole: GPUTexture | undefined,
    way: Way,
    crop: Rect | undefined,
    look: Look | 'hole',
  ): void;
  dispose(): void;
}

export function createComposeStage(
  device: GPUDevice,
  fill: Fill,
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
    code: fillSource + coverSource + source,
    label: 'compose',
  });
  const pipeline = device.createRenderPipeline({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout, fill.layout] }),
    vertex: { module, entryPoint: 'cover' },
    fragment: { module, entryPoint: 'compose', targets: [{ format }] },
  });
  const sampler = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  const settings = device.createBuffer({
    size: SETTINGS_BYTES,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  // Bound where there is no hole; never read then.
  const noHole = device.createTexture({
    size: [1, 1],
    format: 'rgba8unorm',
    usage: GPUTextureUsage.TEXTURE_BINDING,
  });

  return {
    run(encoder, target, frame, hole, way, crop, look) {
      const bytes = new ArrayBuffer(SETTINGS_BYTES);
      const floats = new Float32Array(bytes);
      const integers = new Uint32Array(bytes);
      if (crop) floats.set([crop.x, crop.y, crop.width, crop.height]);
      integers.set([pictureCode(look), crop ? 1 : 0], 4);
      floats.set([MATTE.low, MATTE.high, MATTE.fade, look === 'hole' ? 0 : look.split], 6);
      integers[10] = alphaCode(way);
      device.queue.writeBuffer(settings, 0, bytes);

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
      pass.setBindGroup(1, fill.group);
      pass.draw(3);
      pass.end();
    },
    dispose() {
      settings.destroy();
      noHole.destroy();
    },
  };
}
