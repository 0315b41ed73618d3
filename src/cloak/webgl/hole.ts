// The hole stage on WebGL: person mask in, hole picture out.
import type { PersonMask } from '../../frame/person-mask.ts';
import { HOLE, holeSize } from '../../frame/geometry.ts';
import { holeBounds } from '../../frame/hole-bounds.ts';
import { NOTHING_HIDDEN, type HideMap } from '../plate.ts';
import { createDraw, createPicture, createTexture, deletePicture, type Picture } from './draw.ts';
import featherSource from './feather.frag?raw';
import growSource from './grow.frag?raw';
import softenSource from './soften.frag?raw';

/** The value of the passes' output where there is no hole. */
const NO_HOLE = [0, 0, 0, 1];

export interface HoleStage {
  /**
   * @param margin how far the mask grows, a share of the frame's longest side
   * @returns the hole, covering the whole frame: its alpha in red, the person's alone in green, and in blue where
   * nothing may be learned; valid until the next run
   */
  run(
    frame: WebGLTexture,
    mask: PersonMask,
    margin: number,
    hide: HideMap | undefined,
    frameWidth: number,
    frameHeight: number,
  ): Picture;
  dispose(): void;
}

export function createHoleStage(gl: WebGL2RenderingContext): HoleStage {
  const soften = createDraw(gl, softenSource);
  const grow = createDraw(gl, growSource);
  const feather = createDraw(gl, featherSource);
  const masks = createTexture(gl, gl.LINEAR);
  const hides = createTexture(gl, gl.LINEAR);
  let pictures: [Picture, Picture] | undefined;

  function allocate(width: number, height: number): [Picture, Picture] {
    if (pictures?.[0].width === width && pictures[0].height === height) return pictures;
    free();
    pictures = [
      createPicture(gl, width, height, 'rgba8'),
      createPicture(gl, width, height, 'rgba8'),
    ];
    return pictures;
  }

  function upload(texture: WebGLTexture, { data, width, height }: PersonMask | HideMap): void {
    const isSingle = data.length === width * height;
    const [internal, format] = isSingle ? [gl.R8, gl.RED] : [gl.RG8, gl.RG];
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texImage2D(gl.TEXTURE_2D, 0, internal, width, height, 0, format, gl.UNSIGNED_BYTE, data);
  }

  function free(): void {
    pictures?.forEach((picture) => deletePicture(gl, picture));
  }

  return {
    run(frame, mask, margin, hide, frameWidth, frameHeight) {
      const around = holeSize(frameWidth, frameHeight, margin);
      const { width, height, growth, feather: soft, apart, refine } = around;
      const [a, b] = allocate(width, height);
      upload(masks, mask);
      upload(hides, hide ?? NOTHING_HIDDEN);
      const size = [width, height];
      const across = [1, 0];
      const down = [0, 1];
      const levels = [HOLE.maskLow, HOLE.maskHigh];
      for (const { framebuffer } of [a, b]) {
        gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
        gl.clearBufferfv(gl.COLOR, 0, NO_HOLE);
      }
      const part = holeBounds(mask, hide, around);
      if (!part) return a;
      soften(a, { source: masks, frame, size, levels, reach: refine }, part);
      grow(b, { source: a.texture, size, direction: across, reach: growth }, part);
      grow(a, { source: b.texture, size, direction: down, reach: growth }, part);
      const softened = { size, reach: soft, apart, hide: hides };
      feather(b, { ...softened, source: a.texture, direction: across, isLast: false }, part);
      feather(a, { ...softened, source: b.texture, direction: down, isLast: true }, part);
      return a;
    },
    dispose() {
      free();
      for (const draw of [soften, grow, feather]) draw.dispose();
      gl.deleteTexture(masks);
      gl.deleteTexture(hides);
    },
  };
}
