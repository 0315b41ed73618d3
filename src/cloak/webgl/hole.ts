// The hole stage on WebGL: person mask in, hole picture out.
import type { PersonMask } from '../../segmentation/person-mask.ts';
import { HOLE, holeSize } from '../geometry.ts';
import { createDraw, createPicture, createTexture, deletePicture, type Picture } from './draw.ts';
import featherSource from './feather.frag?raw';
import growSource from './grow.frag?raw';
import softenSource from './soften.frag?raw';

export interface HoleStage {
  /** Returns the hole: alpha in red, covering the whole frame; good until the next run. */
  run(mask: PersonMask, frameWidth: number, frameHeight: number): Picture;
  dispose(): void;
}

export function createHoleStage(gl: WebGL2RenderingContext): HoleStage {
  const soften = createDraw(gl, softenSource);
  const grow = createDraw(gl, growSource);
  const feather = createDraw(gl, featherSource);
  const masks = createTexture(gl, gl.LINEAR);
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

  function free(): void {
    pictures?.forEach((picture) => deletePicture(gl, picture));
  }

  return {
    run(mask, frameWidth, frameHeight) {
      const { width, height, growth, feather: soft } = holeSize(frameWidth, frameHeight);
      const [a, b] = allocate(width, height);
      gl.bindTexture(gl.TEXTURE_2D, masks);
      gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
      gl.texImage2D(
        gl.TEXTURE_2D,
        0,
        gl.R8,
        mask.width,
        mask.height,
        0,
        gl.RED,
        gl.UNSIGNED_BYTE,
        mask.data,
      );
      const size = [width, height];
      const across = [1, 0];
      const down = [0, 1];
      soften(a, { source: masks, size, levels: [HOLE.maskLow, HOLE.maskHigh] });
      grow(b, { source: a.texture, size, direction: across, reach: growth });
      grow(a, { source: b.texture, size, direction: down, reach: growth });
      feather(b, { source: a.texture, size, direction: across, reach: soft, isLast: false });
      feather(a, { source: b.texture, size, direction: down, reach: soft, isLast: true });
      return a;
    },
    dispose() {
      free();
      gl.deleteTexture(masks);
    },
  };
}
