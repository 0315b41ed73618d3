// The helpers that all WebGL stages share: programs, pictures to draw into, and drawing.
import type { Part } from '../../frame/hole-bounds.ts';
import vertexSource from './cover.vert?raw';

/** A value for a uniform: a number, a list of numbers, or a texture for a sampler. */
export type UniformValue = number | boolean | readonly number[] | WebGLTexture;

export interface Picture {
  texture: WebGLTexture;
  framebuffer: WebGLFramebuffer;
  width: number;
  height: number;
}

export interface Draw {
  /** Draws over the whole target, or a part of it; without a target, over the canvas. */
  (
    target: Picture | undefined,
    uniforms: Readonly<Record<string, UniformValue>>,
    part?: Part,
  ): void;
  dispose(): void;
}

/**
 * Compiles a fragment shader.
 * @param fragmentSource may come in parts, each of which may use the ones before; the last part begins with the
 * version line
 * @param defines compile-time constants by name: where WebGL runs in software, a branch that is not taken costs as
 * much as one that is
 * @throws Error with the shader's log
 */
export function createDraw(
  gl: WebGL2RenderingContext,
  fragmentSource: string | readonly string[],
  defines: Readonly<Record<string, string | number>> = {},
): Draw {
  const program = gl.createProgram();
  const lines = Object.entries(defines).map(([name, value]) => `#define ${name} ${value}`);
  const parts = typeof fragmentSource === 'string' ? [fragmentSource] : fragmentSource;
  const [version = '', ...rest] = (parts.at(-1) ?? '').split('\n'); // it must stay the first line
  const fragment = [version, ...lines, ...parts.slice(0, -1), ...rest].join('\n');
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertexSource],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    const logs = (gl.getAttachedShaders(program) ?? []).map((s) => gl.getShaderInfoLog(s));
    throw new Error(
      `A shader could not be built: ${gl.getProgramInfoLog(program)} ${logs.join(' ')}`,
    );
  }
  const uniforms: { name: string; type: GLenum; location: WebGLUniformLocation | null }[] = [];
  for (let i = 0; i < gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS); i++) {
    const { name, type } = gl.getActiveUniform(program, i)!;
    uniforms.push({ name, type, location: gl.getUniformLocation(program, name) });
  }

  const draw = (
    target: Picture | undefined,
    values: Readonly<Record<string, UniformValue>>,
    part?: Part,
  ) => {
    gl.useProgram(program);
    let unit = 0;
    for (const { name, type, location } of uniforms) {
      const value = values[name];
      if (value === undefined) throw new Error(`The uniform ${name} has no value.`);
      if (type === gl.SAMPLER_2D) {
        gl.activeTexture(gl.TEXTURE0 + unit);
        gl.bindTexture(gl.TEXTURE_2D, value);
        gl.uniform1i(location, unit++);
      } else if (type === gl.FLOAT) gl.uniform1f(location, value as number);
      else if (type === gl.FLOAT_VEC2) gl.uniform2fv(location, value as number[]);
      else if (type === gl.FLOAT_VEC4) gl.uniform4fv(location, value as number[]);
      else if (type === gl.INT_VEC2) gl.uniform2iv(location, value as number[]);
      else gl.uniform1i(location, Number(value));
    }
    gl.bindFramebuffer(gl.FRAMEBUFFER, target?.framebuffer ?? null);
    gl.viewport(
      0,
      0,
      target?.width ?? gl.drawingBufferWidth,
      target?.height ?? gl.drawingBufferHeight,
    );
    if (part) {
      gl.enable(gl.SCISSOR_TEST);
      gl.scissor(part.left, part.top, part.width, part.height);
    }
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    if (part) gl.disable(gl.SCISSOR_TEST);
  };
  return Object.assign(draw, { dispose: () => gl.deleteProgram(program) });
}

/** An empty texture with clamped edges. */
export function createTexture(gl: WebGL2RenderingContext, filter: GLenum): WebGLTexture {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return texture;
}

/** The format of a picture's pixels. RGBA32F is sampled with nearest neighbour, the others bilinearly. */
export type PictureFormat = 'rgba8' | 'rgba16f' | 'rgba32f';

/** Bytes of one pixel. */
export const PIXEL_BYTES: Record<PictureFormat, number> = { rgba8: 4, rgba16f: 8, rgba32f: 16 };

/** A picture to draw into, initially black. */
export function createPicture(
  gl: WebGL2RenderingContext,
  width: number,
  height: number,
  format: PictureFormat,
): Picture {
  const texture = createTexture(gl, format === 'rgba32f' ? gl.NEAREST : gl.LINEAR);
  const internal = { rgba8: gl.RGBA8, rgba16f: gl.RGBA16F, rgba32f: gl.RGBA32F }[format];
  gl.texStorage2D(gl.TEXTURE_2D, 1, internal, width, height);
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  return { texture, framebuffer, width, height };
}

/** Two pictures of one size as the target of a shader with two outputs, locations 0 and 1. */
export function createTwin(gl: WebGL2RenderingContext, first: Picture, second: Picture): Picture {
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  [first, second].forEach(({ texture }, i) => {
    const attachment = gl.COLOR_ATTACHMENT0 + i;
    gl.framebufferTexture2D(gl.FRAMEBUFFER, attachment, gl.TEXTURE_2D, texture, 0);
  });
  gl.drawBuffers([gl.COLOR_ATTACHMENT0, gl.COLOR_ATTACHMENT1]);
  return { ...first, framebuffer };
}

/** Interval for polling whether the GPU has finished, ms. */
const LOOK_EVERY = 10;

/**
 * Reads back a byte picture in its current state without blocking on the GPU: others may be drawn meanwhile.
 * @returns `[height, width, 4]`
 * @throws Error when the context is lost before it completes
 */
export async function readPicture(
  gl: WebGL2RenderingContext,
  { framebuffer, width, height }: Picture,
): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const data = new Uint8ClampedArray(4 * width * height);
  const buffer = gl.createBuffer();
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
  gl.bufferData(gl.PIXEL_PACK_BUFFER, data.length, gl.STREAM_READ);
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, 0);
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
  const drawn = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  gl.flush();
  try {
    let state: GLenum = gl.TIMEOUT_EXPIRED;
    while (drawn && state === gl.TIMEOUT_EXPIRED) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
      state = gl.clientWaitSync(drawn, 0, 0);
    }
    if (gl.isContextLost() || state === gl.WAIT_FAILED || !drawn) {
      throw new Error('The graphics context was lost.');
    }
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, data);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    return data;
  } finally {
    gl.deleteSync(drawn);
    gl.deleteBuffer(buffer);
  }
}

export function deletePicture(gl: WebGL2RenderingContext, picture: Picture): void {
  gl.deleteTexture(picture.texture);
  gl.deleteFramebuffer(picture.framebuffer);
}

/** Floats as compile-time constants: GLSL does not accept an integer in place of a float. */
export function floatDefines(values: Readonly<Record<string, number>>): Record<string, string> {
  const written = (value: number) => (Number.isInteger(value) ? value.toFixed(1) : String(value));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, written(value)]));
}
