// The input stage on the CPU: crop of a picture in, the generator's input out.
import { HOLE_SUPPORT, type Rect } from '../../frame/geometry.ts';
import { inputDepth, type Card } from '../../models/card.ts';
import { prefills } from '../../models/way.ts';
import { planeCodes } from '../planes.ts';
import { cropTaps, pyramidLevels } from '../pyramid.ts';
import type { HolePicture } from './hole.ts';
import type { Kernels } from './kernels.ts';

export interface InputStage {
  /**
   * @param source address of an RGBA picture at frame size
   * @param hole its first plane counts; absent when nothing of the source counts as hole
   */
  run(
    source: number,
    frameWidth: number,
    frameHeight: number,
    hole: HolePicture | undefined,
    crop: Rect,
  ): void;
  /** The result of `run`: [height, width, channels] in the card's range. */
  read(): Float32Array;
}

/** Converts the crop to the size, channels and range that the card asks for. */
export function createInputStage(kernels: Kernels, card: Card): InputStage {
  const { width, height, range } = card.input;
  const codes = planeCodes(card);
  const levels = pyramidLevels(width, height);
  const pixels = levels.reduce((sum, level) => sum + level.width * level.height, 0);
  let noise: Float32Array | undefined;
  let input: Float32Array = new Float32Array(0);

  /** @returns the address of the picture with the unknown part filled smoothly */
  function fill(seen: number): number {
    const filled = kernels.at('filled', 16 * pixels);
    const of = (picture: number, level: number) => picture + 16 * levels[level]!.offset;
    const last = levels.length - 1;
    for (let i = 1; i <= last; i++) {
      kernels.pull(of(seen, i), of(seen, i - 1), levels[i]!.width, levels[i]!.height);
    }
    const coarsest = levels[last]!;
    kernels.settle(of(filled, last), of(seen, last), coarsest.width * coarsest.height);
    for (let i = last - 1; i >= 0; i--) {
      const [fine, coarse] = [levels[i]!, levels[i + 1]!];
      kernels.push(
        of(filled, i),
        of(seen, i),
        fine.width,
        fine.height,
        of(filled, i + 1),
        coarse.width,
        coarse.height,
      );
    }
    return filled;
  }

  /** Packs plane by plane, like `write_input` in ../webgpu/input.wgsl. */
  function pack(seen: Float32Array, filled: Float32Array): Float32Array {
    const depth = inputDepth(card);
    const packed = new Float32Array(width * height * depth);
    const scale = (range[1] - range[0]) / 255;
    for (const [plane, code] of codes.entries()) {
      for (let pixel = 0, to = plane; to < packed.length; pixel++, to += depth) {
        const known = seen[4 * pixel + 3]!;
        if (code === 9) packed[to] = 1 - known;
        else if (code === 10) packed[to] = (noise ??= createNoise(width, height))[pixel]!;
        else {
          const source = code < 6 ? seen : filled;
          const value = source[4 * pixel + (code % 3)]! * (code >= 3 && code < 6 ? known : 1);
          packed[to] = range[0] + value * scale;
        }
      }
    }
    return packed;
  }

  return {
    run(source, frameWidth, frameHeight, hole, crop) {
      const seen = kernels.at('seen', 16 * pixels);
      const taps = cropTaps(crop.width * frameWidth, crop.height * frameHeight, width, height);
      kernels.setCrop(crop.x, crop.y, crop.width, crop.height);
      kernels.cut(
        seen,
        width,
        height,
        source,
        hole?.address ?? 0,
        hole?.width ?? 1,
        hole?.height ?? 1,
        taps,
        HOLE_SUPPORT,
      );
      const filled = prefills(card) ? fill(seen) : seen;
      const values = 4 * width * height;
      input = pack(kernels.floatsAt(seen, values), kernels.floatsAt(filled, values));
    },
    read: () => input,
  };
}

/** Noise that is the same in every frame: PCG of the pixel's place, 0..1, as in input.wgsl. */
function createNoise(width: number, height: number): Float32Array {
  return Float32Array.from({ length: width * height }, (_, pixel) => {
    const place = Math.floor(pixel / width) * 65536 + (pixel % width);
    const state = (Math.imul(place, 747796405) + 2891336453) >>> 0;
    const mixed = Math.imul((state >>> ((state >>> 28) + 4)) ^ state, 277803737);
    return (((mixed >>> 22) ^ mixed) >>> 8) / 16777216;
  });
}
