// The compose stage on WebGL: frame, hole and fill in, the canvas's picture out.
import { outputDepth, outputPlane, type Card } from '../../models/card.ts';
import { MATTE, type Rect } from '../geometry.ts';
import { alphaCode, pictureCode, type Look } from '../passes.ts';
import type { Way } from '../way.ts';
import composeSource from './compose.frag?raw';
import { createDraw, createTexture, type Picture } from './draw.ts';

export interface ComposeStage {
  /** Takes over the generator's output: [height, width, channels] in the card's range. */
  setFill(values: Float32Array): void;
  /** Draws over all of the canvas; without a crop nothing is replaced. */
  run(
    frame: WebGLTexture,
    hole: Picture | undefined,
    crop: Rect | undefined,
    look: Look | 'hole',
  ): void;
  dispose(): void;
}

export function createComposeStage(gl: WebGL2RenderingContext, card: Card, way: Way): ComposeStage {
  const compose = createDraw(gl, composeSource, {
    ALPHA_FROM: alphaCode(way),
    MATTE_FIRST: Number(outputPlane(card, 'matte') === 0),
  });
  const fill = createTexture(gl, gl.NEAREST);
  const { width, height } = card.input;
  const [internal, format] = outputDepth(card) === 4 ? [gl.RGBA32F, gl.RGBA] : [gl.RGB32F, gl.RGB];
  const upload = (values: Float32Array | null) => {
    gl.bindTexture(gl.TEXTURE_2D, fill);
    gl.texImage2D(gl.TEXTURE_2D, 0, internal, width, height, 0, format, gl.FLOAT, values);
  };
  upload(null);

  return {
    setFill: upload,
    run(frame, hole, crop, look) {
      compose(undefined, {
        frame,
        hole: hole?.texture ?? frame,
        fill,
        canvasSize: [gl.canvas.width, gl.canvas.height],
        crop: crop ? [crop.x, crop.y, crop.width, crop.height] : [0, 0, 1, 1],
        fillSize: [width, height],
        view: pictureCode(look),
        range: card.output.range,
        split: look === 'hole' ? 0 : look.split,
        hasCrop: crop !== undefined,
        matte: [MATTE.low, MATTE.high],
        fade: MATTE.fade,
      });
    },
    dispose: () => gl.deleteTexture(fill),
  };
}
