// The clean plate's textures on WebGPU.
import { holeSize } from '../../frame/geometry.ts';

export const PLATE_FORMAT = 'rgba16float';
/** Bytes of a pixel in PLATE_FORMAT. */
export const PLATE_PIXEL = 8;
export const KNOWN_FORMAT = 'rgba8unorm';
/** Bytes of a pixel in KNOWN_FORMAT. */
const KNOWN_PIXEL = 4;

/** A version of the plate, and what may replace it. Both hold colour and confidence. */
export interface Learned {
  plate: GPUTexture;
  candidate: GPUTexture;
}

export interface PlateTextures {
  readonly width: number;
  readonly height: number;
  readonly now: Learned;
  /** Where the next pass writes. */
  readonly next: Learned;
  /** Results at frame size. */
  readonly known: GPUTexture;
  /** Results at the hole's size. */
  readonly unknown: GPUTexture;
  /** Makes `next` the current version. */
  swap(): void;
  /** GPU memory, bytes. */
  readonly bytes: number;
  destroy(): void;
}

/** @param width px of the frame @param height px of the frame */
export function createPlateTextures(
  device: GPUDevice,
  width: number,
  height: number,
): PlateTextures {
  const { TEXTURE_BINDING, STORAGE_BINDING, RENDER_ATTACHMENT, COPY_DST, COPY_SRC } =
    GPUTextureUsage;
  const half = () =>
    device.createTexture({
      size: [width, height],
      format: PLATE_FORMAT,
      usage: TEXTURE_BINDING | STORAGE_BINDING | RENDER_ATTACHMENT | COPY_DST,
    });
  const small = holeSize(width, height);
  const known = device.createTexture({
    size: [width, height],
    format: KNOWN_FORMAT,
    usage: TEXTURE_BINDING | RENDER_ATTACHMENT | COPY_SRC,
  });
  const unknown = device.createTexture({
    size: [small.width, small.height],
    format: KNOWN_FORMAT,
    usage: TEXTURE_BINDING | STORAGE_BINDING,
  });
  let now: Learned = { plate: half(), candidate: half() };
  let next: Learned = { plate: half(), candidate: half() };
  return {
    width,
    height,
    get now() {
      return now;
    },
    get next() {
      return next;
    },
    known,
    unknown,
    swap() {
      [now, next] = [next, now];
    },
    bytes:
      width * height * (4 * PLATE_PIXEL + KNOWN_PIXEL) + small.width * small.height * KNOWN_PIXEL,
    destroy() {
      const all = [now.plate, now.candidate, next.plate, next.candidate, known, unknown];
      for (const texture of all) texture.destroy();
    },
  };
}
