// The compose stage on WebGL: frame, hole and fill in, the canvas's picture out.
import type { Card } from '../../models/card.ts';
import { MATTE, type Rect } from '../geometry.ts';
import { alphaCode, pictureCode, type Look } from '../passes.ts';
import type { Way } from '../way.ts';
import composeSource from './compose.frag?raw';
import { createDraw, type Picture } from './draw.ts';
import { fillDefines, type Fill } from './fill.ts';
import fillSource from './fill.glsl?raw';

export interface ComposeStage {
  /** Draws over all of the canvas; without a crop nothing is replaced. */
  run(
    frame: WebGLTexture,
    hole: Picture | undefined,
    fill: Fill,
    crop: Rect | undefined,
    look: Look | 'hole',
  ): void;
  dispose(): void;
}

export function createComposeStage(gl: WebGL2RenderingContext, card: Card, way: Way): ComposeStage {
  const compose = createDraw(gl, [fillSource, composeSource], {
    ALPHA_FROM: alphaCode(way),
    ...fillDefines(card),
  });
  return {
    run(frame, hole, fill, crop, look) {
      compose(undefined, {
        frame,
        hole: hole?.texture ?? frame,
        ...fill.uniforms,
        canvasSize: [gl.canvas.width, gl.canvas.height],
        crop: crop ? [crop.x, crop.y, crop.width, crop.height] : [0, 0, 1, 1],
        view: pictureCode(look),
        split: look === 'hole' ? 0 : look.split,
        hasCrop: crop !== undefined,
        matte: [MATTE.low, MATTE.high],
        fade: MATTE.fade,
      });
    },
    dispose: () => compose.dispose(),
  };
}
