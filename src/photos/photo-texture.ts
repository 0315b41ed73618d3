// The texture stage for a photo. It synthesises in this worker, and keeps its input and its result, from which the full
// size is made. Never fails: without texture, the fill stays smooth.
import { UNKNOWN, type Picture } from '../texture/pictures.ts';
import {
  createSynthesiser,
  type Guide,
  type SynthesisOptions,
  type Synthesiser,
} from '../texture/synthesise.ts';
import type { TextureStage } from '../texture/texture-stage.ts';

export interface Synthesis {
  /** The stage's input. */
  room: Picture;
  /** The room with its hole filled; smooth if there was nothing to copy from, or the synthesis failed. */
  made: Picture;
  /** Absent if the fill is smooth. */
  field?: Int32Array;
}

export interface PhotoTexture {
  stage: TextureStage;
  /** Returns the last synthesis and forgets it. */
  take(): Synthesis | undefined;
}

/**
 * The best options for a single picture: the texture need not be stable while the guide changes, and there is time.
 * Chosen by eye: with a heavier smooth guide, patches of one colour win over boards and bricks.
 */
const WAYS: Readonly<Record<Guide, SynthesisOptions>> = {
  smooth: { guideWeight: 0.5, patience: 2 },
  detailed: { patience: 2 },
};

/** @param pause like SynthesisOptions.pause */
export function createPhotoTexture(pause: () => Promise<void>): PhotoTexture {
  let synthesiser: Synthesiser | undefined;
  let last: Synthesis | undefined;

  async function synthesise(room: Picture, guide: Guide): Promise<Synthesis> {
    try {
      synthesiser ??= await createSynthesiser();
      synthesiser.forget(); // another photo
      const made = await synthesiser.run(room, { ...WAYS[guide], guide, pause });
      if (made) return { room, made, field: synthesiser.field };
    } catch {
      synthesiser = undefined; // out of memory, or no SIMD
    }
    return { room, made: room };
  }

  return {
    stage: {
      async synthesise({ width, height, room, guide = 'smooth' }) {
        last = await synthesise({ data: new Uint8Array(room.buffer), width, height }, guide);
        const pixels = new Uint8ClampedArray(last.made.data);
        for (let alpha = 3; alpha < pixels.length; alpha += 4) {
          if (pixels[alpha] === UNKNOWN) pixels[alpha] = 255;
        }
        return pixels;
      },
      forget() {},
      dispose() {},
    },
    take() {
      const taken = last;
      last = undefined;
      return taken;
    },
  };
}
