// The prefill stage on WebGL: crop of the frame in, the generator's input out.
import type { Card } from '../../models/card.ts';
import { HOLE_SUPPORT, type Rect } from '../geometry.ts';
import { cropTaps, pyramidLevels } from '../pyramid.ts';
import cutSource from './cut.frag?raw';
import { createDraw, createPicture, deletePicture, type Picture } from './draw.ts';
import pullSource from './pull.frag?raw';
import pushSource from './push.frag?raw';
import settleSource from './settle.frag?raw';

export interface PrefillStage {
  /** Draws the generator's input; `read` gives it. */
  run(
    frame: WebGLTexture,
    frameWidth: number,
    frameHeight: number,
    hole: Picture,
    crop: Rect,
  ): void;
  /** [height, width, 4] float32. Waits for the drawing. */
  read(): Float32Array;
  dispose(): void;
}

export function createPrefillStage(gl: WebGL2RenderingContext, { input }: Card): PrefillStage {
  const cut = createDraw(gl, cutSource);
  const pull = createDraw(gl, pullSource);
  const settle = createDraw(gl, settleSource);
  const push = createDraw(gl, pushSource);
  const levels = pyramidLevels(input.width, input.height);
  // WebGL cannot draw into what it reads: `known` holds the way down, `filled` the way up.
  const picture = ({ width, height }: { width: number; height: number }) =>
    createPicture(gl, width, height, 'rgba32f');
  const known = levels.map(picture);
  const filled = levels.map(picture);
  const finest = filled[0]!;

  return {
    run(frame, frameWidth, frameHeight, hole, crop) {
      const size = [input.width, input.height];
      const cropWidth = crop.width * frameWidth;
      const cropHeight = crop.height * frameHeight;
      cut(known[0], {
        frame,
        hole: hole.texture,
        crop: [crop.x, crop.y, crop.width, crop.height],
        size,
        taps: cropTaps(cropWidth, cropHeight, input.width, input.height),
        support: HOLE_SUPPORT,
      });
      for (let i = 1; i < levels.length; i++) pull(known[i], { fine: known[i - 1]!.texture });
      const last = levels.length - 1;
      const { width, height, texture } = known[last]!;
      settle(filled[last], { fine: texture, size: [width, height] });
      for (let i = last - 1; i >= 0; i--) {
        const coarse = filled[i + 1]!;
        push(filled[i], {
          fine: known[i]!.texture,
          coarse: coarse.texture,
          size: [coarse.width, coarse.height],
          isInput: i === 0,
          range: input.range,
        });
      }
    },
    read() {
      const values = new Float32Array(input.width * input.height * 4);
      gl.bindFramebuffer(gl.FRAMEBUFFER, finest.framebuffer);
      gl.readPixels(0, 0, input.width, input.height, gl.RGBA, gl.FLOAT, values);
      return values;
    },
    dispose() {
      for (const held of [...known, ...filled]) deletePicture(gl, held);
    },
  };
}
