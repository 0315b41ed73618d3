// The generator's answer on WebGL: uploaded, for the shaders that begin with fill.glsl.
import { outputDepth, outputPlane, type Card } from '../../models/card.ts';
import { createTexture, type UniformValue } from './draw.ts';

export interface Fill {
  /** What fill.glsl asks for. */
  readonly uniforms: Readonly<Record<string, UniformValue>>;
  /** Takes over the generator's output: [height, width, channels] in the card's range. */
  set(values: Float32Array): void;
  dispose(): void;
}

/** What fill.glsl is told when it is compiled. */
export function fillDefines(card: Card) {
  return { MATTE_FIRST: Number(outputPlane(card, 'matte') === 0) };
}

export function createFill(gl: WebGL2RenderingContext, card: Card): Fill {
  const texture = createTexture(gl, gl.NEAREST);
  const { width, height } = card.input;
  const [internal, format] = outputDepth(card) === 4 ? [gl.RGBA32F, gl.RGBA] : [gl.RGB32F, gl.RGB];
  const upload = (values: Float32Array | null) => {
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, internal, width, height, 0, format, gl.FLOAT, values);
  };
  upload(null);
  return {
    uniforms: { fill: texture, fillSize: [width, height], range: card.output.range },
    set: upload,
    dispose: () => gl.deleteTexture(texture),
  };
}
