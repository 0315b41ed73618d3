// Runs the input stage of each version of the passes on its own, on a picture and its hole.
import { WHOLE } from '../../src/frame/geometry.ts';
import { createInputStage as createCpuStage } from '../../src/cloak/cpu/input.ts';
import { createKernels } from '../../src/cloak/cpu/kernels.ts';
import { createPicture, createTexture } from '../../src/cloak/webgl/draw.ts';
import { createInputStage as createWebGlStage } from '../../src/cloak/webgl/input.ts';
import { createInputStage as createWebGpuStage } from '../../src/cloak/webgpu/input.ts';
import type { Tier } from '../../src/tier.ts';
import type { Card } from '../../src/models/card.ts';

/**
 * The generator's input for the whole picture, as the card asks for it.
 * @param hole white = hole; absent if the stage gets none
 */
export function runInputStage(
  tier: Tier,
  card: Card,
  picture: ImageBitmap,
  hole?: ImageBitmap,
): Promise<Float32Array> {
  const run = { webgpu: onWebGpu, webgl: onWebGl, wasm: onProcessor }[tier];
  return run(card, picture, hole);
}

async function onProcessor(card: Card, picture: ImageBitmap, hole?: ImageBitmap) {
  const kernels = createKernels();
  const { width, height } = picture;
  const take = (name: string, bitmap: ImageBitmap) => {
    const context = new OffscreenCanvas(width, height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const address = kernels.at(name, data.length);
    kernels.bytesAt(address, data.length).set(data);
    return address;
  };
  const frame = take('frame', picture);
  kernels.setFrame(frame, width, height);
  const stage = createCpuStage(kernels, card);
  const holes = hole && { address: take('hole', hole), width, height };
  stage.run(frame, width, height, holes, WHOLE);
  return stage.read();
}

async function onWebGpu(card: Card, picture: ImageBitmap, hole?: ImageBitmap) {
  const adapter = await navigator.gpu.requestAdapter();
  const device = await adapter!.requestDevice();
  const { width, height } = picture;
  const textureOf = (source: ImageBitmap) => {
    const texture = device.createTexture({
      size: [width, height],
      format: 'rgba8unorm',
      usage:
        GPUTextureUsage.TEXTURE_BINDING |
        GPUTextureUsage.COPY_DST |
        GPUTextureUsage.RENDER_ATTACHMENT,
    });
    device.queue.copyExternalImageToTexture({ source }, { texture }, [width, height]);
    return texture;
  };
  const holes = hole && textureOf(hole);
  const stage = createWebGpuStage(device, card);
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
  const copy = device.createBuffer({ size: stage.input.size, usage });
  const encoder = device.createCommandEncoder();
  stage.run(encoder, textureOf(picture), width, height, holes, WHOLE);
  encoder.copyBufferToBuffer(stage.input, 0, copy, 0, copy.size);
  device.queue.submit([encoder.finish()]);
  await copy.mapAsync(GPUMapMode.READ);
  return new Float32Array(copy.getMappedRange());
}

async function onWebGl(card: Card, picture: ImageBitmap, hole?: ImageBitmap) {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2')!;
  gl.getExtension('EXT_color_buffer_float');
  const { width, height } = picture;
  const upload = (texture: WebGLTexture, bitmap: ImageBitmap) => {
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
  };
  const frame = createTexture(gl, gl.LINEAR);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
  upload(frame, picture);
  const holes = hole && createPicture(gl, width, height, 'rgba8');
  if (holes) upload(holes.texture, hole);
  const stage = createWebGlStage(gl, card);
  stage.run(frame, width, height, holes, WHOLE);
  return stage.read();
}
