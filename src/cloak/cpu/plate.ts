// The clean plate on the CPU: two float pictures at frame size, and the operations on them.
import { HOLE_SUPPORT, holeSize, pixelsOf, type Rect } from '../../frame/geometry.ts';
import { inverseTurn, isStill } from '../../frame/motion.ts';
import type { Fill } from '../fill.ts';
import { COVER, pictureCode, type DisplayOptions } from '../passes.ts';
import {
  patienceOf,
  type Carry,
  type FrameLight,
  type Observation,
  type PlateCopy,
} from '../plate.ts';
import { SAME_LIGHT, type Light } from '../room/light.ts';
import type { Fills } from './fill.ts';
import type { HolePicture } from './hole.ts';
import type { Kernels } from './kernels.ts';

export interface PlateStage {
  /** Sets the plate's size, that of the frame; another size forgets it. */
  resize(width: number, height: number): void;
  /** Call when the memory was cleared for another frame size: the plate then has no size. */
  lose(): void;
  /** Forgets everything; does nothing while the plate has no size. */
  forget(): void;
  /** Forgets these parts. */
  forgetIn(parts: readonly Rect[]): void;
  /** Sets how the frame's light differs from the plate's, for all that follows. */
  setLight(light: FrameLight): void;
  carry(carry: Carry): void;
  /** @param rate share by which earlier guesses move towards the fill */
  observe(observation: Observation, fill: Fill | undefined, rate: number): void;
  /** Where the room is not known: 255 in the first plane; valid until the next run. */
  unknown(): HolePicture;
  /**
   * Writes the room for the texture stage (RoomPicture in ../passes.ts) into a byte picture at frame size.
   * @param fill shown where the room is not known
   * @param usesPlate whether the plate is used, or the frame alone
   */
  room(target: number, fill: Fill, usesPlate: boolean): void;
  /** Draws into a byte picture at frame size. */
  reveal(target: number, look: DisplayOptions | 'hole' | 'known' | 'all'): void;
  /** Restores the plate from a copy, as `reveal` draws it for "all". */
  write(copy: PlateCopy): void;
  /** Memory that the plate takes, bytes. */
  bytes(): number;
}

/** Bytes per pixel of floats. */
const PIXEL = 16;

export function createPlateStage(kernels: Kernels, fills: Fills): PlateStage {
  let size: { width: number; height: number } | undefined;
  let lit: FrameLight | undefined;

  function places() {
    if (!size) throw new Error('The plate has no size yet.');
    const { width, height } = size;
    const bytes = PIXEL * width * height;
    const plate = kernels.at('plate', bytes);
    const candidate = kernels.at('candidate', bytes);
    kernels.setPlate(plate, candidate);
    return { plate, candidate, bytes, width, height };
  }

  /**
   * Sets the light in which the next passes see plate and fill. @param usesPlate whether the plate is used, or the
   * frame alone
   */
  function light(usesPlate: boolean, fill?: Fill): void {
    const at = kernels.at('light', 64);
    const own = (usesPlate && lit?.light) || SAME_LIGHT;
    const values = [own, fill?.light ?? SAME_LIGHT].flatMap(numbersOf);
    kernels.floatsAt(at, values.length).set(values);
    kernels.setLight(at);
    const field = usesPlate ? lit?.field : undefined;
    if (!field?.data.some((value) => value !== 0)) {
      kernels.setField(0, 1, 1, 0);
      return;
    }
    const fieldAt = kernels.at('field', 4 * field.data.length);
    const rowAt = kernels.at('field-row', PIXEL * (field.width + 1));
    kernels.floatsAt(fieldAt, field.data.length).set(field.data);
    kernels.setField(fieldAt, field.width, field.height, rowAt);
  }

  return {
    resize(width, height) {
      if (size?.width === width && size.height === height) return;
      size = { width, height };
      this.forget();
    },
    lose: () => void (size = undefined),
    forget() {
      if (!size) return;
      const { plate, candidate, bytes } = places();
      kernels.bytesAt(plate, bytes).fill(0);
      kernels.bytesAt(candidate, bytes).fill(0);
    },
    forgetIn(parts) {
      const { plate, candidate, width: stride, height: rows } = places();
      for (const part of parts) {
        const { left, top, width, height } = pixelsOf(part, stride, rows);
        for (let y = top; y < top + height; y++) {
          const from = PIXEL * (y * stride + left);
          kernels.bytesAt(plate + from, PIXEL * width).fill(0);
          kernels.bytesAt(candidate + from, PIXEL * width).fill(0);
        }
      }
    },
    setLight: (next) => void (lit = next),
    carry({ motion, relight }) {
      const { plate, bytes } = places();
      if (!isStill(motion)) {
        const before = kernels.at('plate-before', bytes);
        kernels.bytesAt(before, bytes).set(kernels.bytesAt(plate, bytes));
        kernels.move(before, motion.x, motion.y, ...inverseTurn(motion));
      }
      if (!relight) return;
      light(true);
      kernels.relight();
    },
    observe({ seconds, tolerance, isLearning }, fill, rate) {
      places();
      light(true, fill);
      fills.use(fill);
      const patience = patienceOf(isLearning);
      kernels.observe(fill !== undefined, rate, seconds, tolerance, ...patience);
    },
    unknown() {
      const { width: frameWidth, height: frameHeight } = places();
      const { width, height } = holeSize(frameWidth, frameHeight);
      const address = kernels.at('unknown', 4 * width * height);
      kernels.unknown(address, HOLE_SUPPORT);
      return { address, width, height };
    },
    room(target, fill, usesPlate) {
      if (usesPlate) places();
      light(usesPlate, fill);
      fills.use(fill);
      kernels.room(target, usesPlate);
    },
    reveal(target, look) {
      places();
      light(true);
      const split = typeof look === 'string' ? 0 : look.split;
      kernels.reveal(target, pictureCode(look), split, COVER);
    },
    write({ data }) {
      const { plate, bytes } = places();
      const values = kernels.floatsAt(plate, bytes / 4);
      // Colours are stored as 0..255, confidence as 0..1.
      data.forEach((value, i) => (values[i] = i % 4 === 3 ? value / 255 : value));
    },
    bytes() {
      const { bytes } = places();
      return 2 * bytes;
    },
  };
}

/** Gain and offset as two groups of four numbers. */
function numbersOf({ gain, offset }: Light): number[] {
  return [...gain, 1, ...offset, 0];
}
