// Fills on the CPU: bytes, RGBA with the matte in A, and which pixels have a colour at all.
import { createHeldFills, type Fill, type FillPlace, type FillShape } from '../fill.ts';
import { WHOLE } from '../../frame/geometry.ts';
import type { RoomPicture } from '../passes.ts';
import type { Kernels } from './kernels.ts';

interface FillPicture {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
  /** One byte per pixel; absent where all have a colour. */
  coloured?: Uint8Array;
}

export interface Fills {
  /** Copies a generator's output. The caller owns the fill. */
  fromAnswer(values: Float32Array, shape: FillShape, place: FillPlace): Fill;
  /** Copies a picture's RGB, for variants without a matte. The caller owns the fill. */
  fromPicture(picture: RoomPicture): Fill;
  /**
   * Selects the fill for the passes that follow; without one: black, with a matte of 1 everywhere.
   * @throws Error if the fill was released
   */
  use(fill: Fill | undefined): void;
  /** Makes the next `use` copy its fill into memory again. */
  forgetUse(): void;
  /** How many fills have not been released. */
  readonly count: number;
  dispose(): void;
}

const BLACK: FillPicture = { width: 1, height: 1, data: new Uint8ClampedArray([0, 0, 0, 255]) };

/** Numbers from here on would overflow to infinity. */
const TOO_LARGE = 1e30;

const isNumber = (value: number) => Math.abs(value) < TOO_LARGE;

export function createFills(kernels: Kernels): Fills {
  const held = createHeldFills<FillPicture>();
  let inUse: FillPicture | undefined;

  return {
    fromAnswer: (values, shape, place) => held.add(toBytes(values, shape), place, () => {}),
    fromPicture({ width, height, data, ...place }) {
      return held.add({ width, height, data: data.slice() }, place, () => {});
    },
    use(fill) {
      const picture = fill ? held.keptFor(fill) : BLACK;
      const { width, height, data, coloured } = picture;
      const at = kernels.at('fill', data.length);
      const colouredAt = coloured ? kernels.at('coloured', coloured.length) : 0;
      if (picture !== inUse) {
        kernels.bytesAt(at, data.length).set(data);
        if (coloured) kernels.bytesAt(colouredAt, coloured.length).set(coloured);
        inUse = picture;
      }
      kernels.setFill(at, colouredAt, width, height);
      const crop = fill?.crop ?? WHOLE;
      kernels.setCrop(crop.x, crop.y, crop.width, crop.height);
    },
    forgetUse: () => void (inUse = undefined),
    get count() {
      return held.count;
    },
    dispose: () => held.releaseAll(),
  };
}

/** An invalid pixel is hole, and has no colour. */
function toBytes(values: Float32Array, shape: FillShape): FillPicture {
  const { width, height, depth, range, rgbAt, matteAt } = shape;
  const data = new Uint8ClampedArray(4 * width * height);
  const coloured = new Uint8Array(width * height).fill(1);
  const scale = 255 / (range[1] - range[0]);
  let isWhole = true;
  for (let pixel = 0; pixel < coloured.length; pixel++) {
    const at = pixel * depth;
    const [r, g, b] = [values[at + rgbAt]!, values[at + rgbAt + 1]!, values[at + rgbAt + 2]!];
    const matte = matteAt === undefined ? 1 : values[at + matteAt]!;
    const isColour = isNumber(r) && isNumber(g) && isNumber(b);
    if (isColour) {
      data[4 * pixel] = (r - range[0]) * scale;
      data[4 * pixel + 1] = (g - range[0]) * scale;
      data[4 * pixel + 2] = (b - range[0]) * scale;
    } else {
      coloured[pixel] = 0;
      isWhole = false;
    }
    data[4 * pixel + 3] = isColour && isNumber(matte) ? 255 * matte : 255;
  }
  return { width, height, data, coloured: isWhole ? undefined : coloured };
}
