// Copies frames on WebGPU from a VideoFrame into a persistent texture.
import coverSource from './cover.wgsl?raw';
import source from './frame.wgsl?raw';

const FORMAT = 'rgba8unorm';

export interface FrameStage {
  /** The frame's pixels at its own size; valid until the next run. */
  run(encoder: GPUCommandEncoder, frame: VideoFrame): GPUTexture;
  dispose(): void;
}

export function createFrameStage(device: GPUDevice): FrameStage {
  const module = device.createShaderModule({ code: coverSource + source, label: 'frame' });
  const pipeline = device.createRenderPipeline({
    layout: 'auto',
    vertex: { module, entryPoint: 'cover' },
    fragment: { module, entryPoint: 'take', targets: [{ format: FORMAT }] },
  });
  const sampler = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  let texture: GPUTexture | undefined;

  function textureOf({ displayWidth: width, displayHeight: height }: VideoFrame): GPUTexture {
    if (texture?.width === width && texture.height === height) return texture;
    texture?.destroy();
    texture = device.createTexture({
      size: [width, height],
      format: FORMAT,
      usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.RENDER_ATTACHMENT,
    });
    return texture;
  }

  return {
    run(encoder, frame) {
      const target = textureOf(frame);
      const group = device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [
          { binding: 0, resource: device.importExternalTexture({ source: frame }) },
          { binding: 1, resource: sampler },
        ],
      });
      const pass = encoder.beginRenderPass({
        label: 'frame',
        colorAttachments: [{ view: target.createView(), loadOp: 'clear', storeOp: 'store' }],
      });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.draw(3);
      pass.end();
      return target;
    },
    dispose: () => texture?.destroy(),
  };
}
