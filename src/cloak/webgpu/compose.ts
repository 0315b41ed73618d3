// The compose stage on WebGPU: frame, hole and fill in, the canvas's picture out.
import { outputDepth, outputPlane, type Card } from '../../models/card.ts';
import { MATTE, type Rect } from '../geometry.ts';
import { alphaCode, pictureCode, type Look } from '../passes.ts';
import type { Way } from '../way.ts';
import source from './compose.wgsl?raw';

const SETTINGS_BYTES = 72; // 2 x vec2f, vec2u, 2 x u32, vec2f, f32, u32, vec2f, f32, 3 x u32

export interface ComposeStage {
  /**
   * Draws over the whole target.
   * @param crop what the fill covers; undefined when nothing is to be replaced
   */
  run(
    encoder: GPUCommandEncoder,
    target: GPUTextureView,
    frame: GPUExternalTexture,
    hole: GPUTexture | undefined,
    fill: GPUBuffer | undefined,
    crop: Rect | undefined,
    look: Look | 'hole',
  ): void;
  dispose(): void;
}

export function createComposeStage(
  device: GPUDevice,
  card: Card,
  way: Way,
  format: GPUTextureFormat,
): ComposeStage {
  const visibility = GPUShaderStage.FRAGMENT;
  const layout = device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility, buffer: {} },
      { binding: 1, visibility, externalTexture: {} },
      { binding: 2, visibility, texture: {} },
      { binding: 3, visibility, sampler: {} },
      { binding: 4, visibility, buffer: { type: 'read-only-storage' } },
    ],
  });
  const module = device.createShaderModule({ code: source, label: 'compose' });
  const pipeline = device.createRenderPipeline({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    vertex: { module, entryPoint: 'cover' },
    fragment: { module, entryPoint: 'compose', targets: [{ format }] },
  });
  const sampler = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  const settings = device.createBuffer({
    size: SETTINGS_BYTES,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  // Bound where there is no hole or fill; never read then.
  const noHole = device.createTexture({
    size: [1, 1],
    format: 'rgba8unorm',
    usage: GPUTextureUsage.TEXTURE_BINDING,
  });
  const noFill = device.createBuffer({ size: 16, usage: GPUBufferUsage.STORAGE });

  return {
    run(encoder, target, frame, hole, fill, crop, look) {
      const { width, height } = card.input;
      const bytes = new ArrayBuffer(SETTINGS_BYTES);
      const floats = new Float32Array(bytes);
      const integers = new Uint32Array(bytes);
      if (crop) floats.set([crop.x, crop.y, crop.width, crop.height]);
      integers.set([width, height, outputDepth(card), pictureCode(look)], 4);
      floats.set([...card.output.range, look === 'hole' ? 0 : look.split], 8);
      integers[11] = crop ? 1 : 0;
      floats.set([MATTE.low, MATTE.high, MATTE.fade], 12);
      const planes = [outputPlane(card, 'rgb') ?? 0, outputPlane(card, 'matte') ?? 0];
      integers.set([alphaCode(way), ...planes], 15);
      device.queue.writeBuffer(settings, 0, bytes);

      const group = device.createBindGroup({
        layout,
        entries: [
          { binding: 0, resource: { buffer: settings } },
          { binding: 1, resource: frame },
          { binding: 2, resource: (hole ?? noHole).createView() },
          { binding: 3, resource: sampler },
          { binding: 4, resource: { buffer: fill ?? noFill } },
        ],
      });
      const pass = encoder.beginRenderPass({
        label: 'compose',
        colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store' }],
      });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.draw(3);
      pass.end();
    },
    dispose() {
      settings.destroy();
      noHole.destroy();
      noFill.destroy();
    },
  };
}
