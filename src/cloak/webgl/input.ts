// The input stage on WebGL: crop of the frame in, the generator's input out.
import { inputDepth, type Card, type InputChannel } from '../../models/card.ts';
import { HOLE_SUPPORT, type Rect } from '../../frame/geometry.ts';
import { prefills } from '../../models/way.ts';
import { cropTaps, pyramidLevels } from '../pyramid.ts';
import cutSource from './cut.frag?raw';
import { createDraw, createPicture, deletePicture, type Picture } from './draw.ts';
import packSource from './pack.frag?raw';
import pullSource from './pull.frag?raw';
import pushSource from './push.frag?raw';
import settleSource from './settle.frag?raw';
import sumSource from './sum.frag?raw';

export interface InputStage {
  /**
   * Draws the generator's input; `read` returns it.
   * @param hole its alpha in red; absent when nothing of the frame counts as hole
   */
  run(
    frame: WebGLTexture,
    frameWidth: number,
    frameHeight: number,
    hole: Picture | undefined,
    crop: Rect,
  ): void;
  /** [height, width, channels] float32. Blocks until the drawing is done. */
  read(): Float32Array;
  dispose(): void;
}

/** The pack.frag expressions for each channel's planes. */
const PLANES: Partial<Record<InputChannel, string>> = {
  rgb: 'ranged(colour.r), ranged(colour.g), ranged(colour.b)',
  'masked-rgb':
    'ranged(colour.r * colour.a), ranged(colour.g * colour.a), ranged(colour.b * colour.a)',
  'prefilled-rgb': 'ranged(smoothed.r), ranged(smoothed.g), ranged(smoothed.b)',
  mask: '1.0 - colour.a',
  noise: 'noise(uvec2(pixel))',
};

/** Converts the frame's crop to the size, channels and range that the card asks for. */
export function createInputStage(gl: WebGL2RenderingContext, card: Card): InputStage {
  const { width, height, channels, range } = card.input;
  const cut = createDraw(gl, cutSource);
  const count = inputDepth(card);
  const pack = createDraw(gl, packSource, {
    COUNT: count,
    PLANES: channels.map((channel) => PLANES[channel]).join(', '),
    PREFILLS: Number(prefills(card)),
  });

  const seen = createPicture(gl, width, height, 'rgba32f');
  const packed = createPicture(gl, width, Math.ceil((height * count) / 4), 'rgba32f');
  const noHole = createPicture(gl, 1, 1, 'rgba8'); // new pictures are black: no hole anywhere
  const pyramid = prefills(card) ? createPyramid(gl, seen) : undefined;

  return {
    run(frame, frameWidth, frameHeight, hole, crop) {
      cut(seen, {
        frame,
        hole: (hole ?? noHole).texture,
        crop: [crop.x, crop.y, crop.width, crop.height],
        size: [width, height],
        taps: cropTaps(crop.width * frameWidth, crop.height * frameHeight, width, height),
        support: HOLE_SUPPORT,
      });
      const filled = pyramid ? pyramid.fill() : seen.texture;
      pack(packed, {
        seen: seen.texture,
        filled,
        width,
        pixels: width * height,
        range,
      });
    },
    read() {
      const read = new Float32Array(packed.width * packed.height * 4);
      gl.bindFramebuffer(gl.FRAMEBUFFER, packed.framebuffer);
      gl.readPixels(0, 0, packed.width, packed.height, gl.RGBA, gl.FLOAT, read);
      return read.subarray(0, width * height * count);
    },
    dispose() {
      for (const held of [seen, packed, noHole]) deletePicture(gl, held);
      for (const draw of [cut, pack]) draw.dispose();
      pyramid?.dispose();
    },
  };
}

/** The push-pull pyramid over a picture with colour in rgb and known (0 or 1) in a. */
function createPyramid(gl: WebGL2RenderingContext, seen: Picture) {
  const pull = createDraw(gl, pullSource);
  const sum = createDraw(gl, sumSource);
  const settle = createDraw(gl, settleSource);
  const push = createDraw(gl, pushSource);
  const picture = ({ width, height }: { width: number; height: number }) =>
    createPicture(gl, width, height, 'rgba32f');
  const levels = pyramidLevels(seen.width, seen.height);
  // WebGL cannot draw into a texture that it reads: `known` holds the way down, `filled` the way up.
  const known = [seen, ...levels.slice(1).map(picture)];
  const filled = levels.map(picture);
  const last = levels.length - 1;
  const { width, height } = levels[last]!;
  const sums = picture({ width: 1, height });

  return {
    /** Returns the picture with the unknown part filled smoothly; valid until the next call. */
    fill(): WebGLTexture {
      for (let i = 1; i <= last; i++) pull(known[i], { fine: known[i - 1]!.texture });
      const fine = known[last]!.texture;
      sum(sums, { fine, across: width });
      settle(filled[last], { fine, sums: sums.texture, rows: height });
      for (let i = last - 1; i >= 0; i--) {
        const coarse = filled[i + 1]!;
        const size = [coarse.width, coarse.height];
        push(filled[i], { fine: known[i]!.texture, coarse: coarse.texture, size });
      }
      return filled[0]!.texture;
    },
    dispose() {
      for (const held of [...known.slice(1), ...filled, sums]) deletePicture(gl, held);
      for (const draw of [pull, sum, settle, push]) draw.dispose();
    },
  };
}
