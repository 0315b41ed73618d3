// The compose stage on WebGL: frame, hole and fill in, the canvas's picture out.
import type { Fill } from '../fill.ts';
import { MATTE, WHOLE } from '../../frame/geometry.ts';
import { alphaCode, pictureCode, type DisplayOptions } from '../passes.ts';
import * as codes from '../picture-codes.ts';
import type { Way } from '../../models/way.ts';
import composeSource from './compose.frag?raw';
import { createDraw, type Draw, type Picture } from './draw.ts';
import type { Fills } from './fill.ts';
import fillSource from './fill.glsl?raw';

export interface ComposeStage {
  /** Draws over the whole canvas. @param way the way of the generator that made the fill */
  run(
    frame: WebGLTexture,
    hole: Picture | undefined,
    fill: Fill | undefined,
    way: Way,
    look: DisplayOptions | 'hole',
    coversHole: boolean,
  ): void;
  dispose(): void;
}

export function createComposeStage(gl: WebGL2RenderingContext, fills: Fills): ComposeStage {
  /** One shader per alpha source: compiled on first use, and cached. */
  const composes = new Map<number, Draw>();

  function composeFor(alphaFrom: number): Draw {
    const found = composes.get(alphaFrom);
    if (found) return found;
    const made = createDraw(gl, [fillSource, composeSource], {
      ...codes,
      ALPHA_FROM: alphaFrom,
    });
    composes.set(alphaFrom, made);
    return made;
  }

  return {
    run(frame, hole, fill, way, look, coversHole) {
      const crop = fill?.crop ?? WHOLE;
      composeFor(alphaCode(way))(undefined, {
        frame,
        hole: hole?.texture ?? frame,
        ...fills.uniforms(fill),
        canvasSize: [gl.drawingBufferWidth, gl.drawingBufferHeight],
        crop: [crop.x, crop.y, crop.width, crop.height],
        covers: coversHole,
        view: pictureCode(look),
        split: look === 'hole' ? 0 : look.split,
        matte: [MATTE.low, MATTE.high],
        fade: MATTE.fade,
      });
    },
    dispose() {
      for (const compose of composes.values()) compose.dispose();
    },
  };
}
