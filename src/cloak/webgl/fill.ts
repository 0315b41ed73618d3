// Fills on WebGL: uploaded pictures, for the shaders that begin with fill.glsl.
import { createHeldFills, type Fill, type FillPlace, type FillShape } from '../fill.ts';
import type { RoomPicture } from '../passes.ts';
import { createTexture, type UniformValue } from './draw.ts';

/** The uniforms of fill.glsl. */
export type FillUniforms = Readonly<Record<string, UniformValue>>;

export interface Fills {
  /** Uploads a generator's output. The caller owns the fill. */
  fromAnswer(values: Float32Array, shape: FillShape, place: FillPlace): Fill;
  /** Uploads a picture's RGB, for variants without a matte. The caller owns the fill. */
  fromPicture(picture: RoomPicture): Fill;
  /**
   * The uniforms of a fill; without one: black, with a matte of 1 everywhere.
   * @throws Error if the fill was released
   */
  uniforms(fill: Fill | undefined): FillUniforms;
  /** How many fills have not been released. */
  readonly count: number;
  dispose(): void;
}

export function createFills(gl: WebGL2RenderingContext): Fills {
  const held = createHeldFills<FillUniforms>();

  function upload(values: Float32Array, shape: FillShape): FillUniforms {
    const { width, height, depth, range, matteAt } = shape;
    const texture = createTexture(gl, gl.NEAREST);
    const [internal, format] = depth === 4 ? [gl.RGBA32F, gl.RGBA] : [gl.RGB32F, gl.RGB];
    gl.texImage2D(gl.TEXTURE_2D, 0, internal, width, height, 0, format, gl.FLOAT, values);
    return { fill: texture, fillSize: [width, height], range, matteFirst: matteAt === 0 };
  }

  const free = (uniforms: FillUniforms) => gl.deleteTexture(uniforms['fill'] as WebGLTexture);
  const own = (uniforms: FillUniforms, place: FillPlace) =>
    held.add(uniforms, place, () => free(uniforms));

  const black: FillShape = { width: 1, height: 1, depth: 4, rgbAt: 0, matteAt: 3, range: [0, 1] };
  const nothing = upload(new Float32Array([0, 0, 0, 1]), black);

  return {
    fromAnswer: (values, shape, place) => own(upload(values, shape), place),
    fromPicture(picture) {
      const { width, height, data } = picture;
      const texture = createTexture(gl, gl.NEAREST);
      gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, data);
      const uniforms = {
        fill: texture,
        fillSize: [width, height],
        range: [0, 1],
        matteFirst: false,
      };
      return own(uniforms, picture);
    },
    uniforms: (fill) => (fill ? held.keptFor(fill) : nothing),
    get count() {
      return held.count;
    },
    dispose() {
      held.releaseAll();
      free(nothing);
    },
  };
}
