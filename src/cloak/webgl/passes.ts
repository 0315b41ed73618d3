// The image passes on WebGL 2, for the tiers without WebGPU. The generator's input is read back
// and its output uploaded: both are small, and tfjs has a context (or none) of its own.
import type { Network } from '../../models/network.ts';
import type { Passes } from '../passes.ts';
import type { Way } from '../way.ts';
import { createComposeStage } from './compose.ts';
import { createTexture, type Picture } from './draw.ts';
import { createHoleStage } from './hole.ts';
import { createInputStage } from './input.ts';

/** @throws Error with a sentence when this browser has no WebGL 2 with float pictures */
export function createWebGlPasses(canvas: OffscreenCanvas, generator: Network, way: Way): Passes {
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false });
  if (!gl?.getExtension('EXT_color_buffer_float')) {
    throw new Error('This browser has neither WebGPU nor WebGL 2 with float textures.');
  }
  const holeStage = createHoleStage(gl);
  const inputStage = createInputStage(gl, generator.card);
  const composeStage = createComposeStage(gl, generator.card, way);
  const frameTexture = createTexture(gl, gl.LINEAR);
  let hole: Picture | undefined;

  return {
    begin(frame) {
      const { displayWidth: width, displayHeight: height } = frame;
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      gl.bindTexture(gl.TEXTURE_2D, frameTexture);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, frame);
    },
    hole(mask) {
      hole = holeStage.run(mask, canvas.width, canvas.height);
    },
    cut(crop) {
      const given = way.findsPerson ? undefined : hole;
      inputStage.run(frameTexture, canvas.width, canvas.height, given, crop);
    },
    async generate() {
      composeStage.setFill(await generator.run(inputStage.read()));
    },
    compose(look, crop) {
      composeStage.run(frameTexture, hole, crop, look);
    },
    async finished() {
      // Reading one pixel waits for all drawing before it; there is no promise for it in WebGL.
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    },
    readInput: async () => inputStage.read(),
    dispose() {
      holeStage.dispose();
      inputStage.dispose();
      composeStage.dispose();
      gl.deleteTexture(frameTexture);
    },
  };
}
