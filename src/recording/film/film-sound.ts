// The sound of a cloaked film: copied, or re-encoded, alongside the picture.
import { Conversion, type Input, type Output } from 'mediabunny';
import { DiskFullError } from '../clip-store.ts';
import { isBareSound } from './bare-output.ts';
import type { FilmFormat } from './film-facts.ts';
import type { ShownPart } from './shown-part.ts';

export interface FilmSoundOptions {
  format: FilmFormat;
  part: ShownPart;
  /** Where the sound is cut off, s; Infinity if it is not. */
  soundEnd: number;
  /** The film's first timestamp, s. */
  origin: number;
}

export interface FilmSound {
  /** When the sound ends in the cloaked film, s; 0 without sound. */
  readonly end: number;
  /** From when on it could not be read, in the cloaked film, s; undefined if all is well. */
  readonly brokeOffAt: number | undefined;
  /**
   * Writes the sound up to this time of the cloaked film, s; nothing once it broke off.
   * @throws DiskFullError
   */
  writeUntil(time: number): Promise<void>;
}

/** Adds the film's sound to an output that has not started. */
export async function addSound(
  input: Input,
  output: Output,
  { format, part, soundEnd, origin }: FilmSoundOptions,
): Promise<FilmSound> {
  const sound = format.keepsSound ? await input.getPrimaryAudioTrack() : null;
  if (!sound) return { end: 0, brokeOffAt: undefined, writeUntil: async () => {} };
  const end = Math.min(soundEnd, await sound.computeDuration());
  const isCut = soundEnd < part.to;
  const conversion = await Conversion.init({
    input,
    output,
    tracks: 'primary',
    composable: true,
    showWarnings: false,
    // Sound that starts late still starts late.
    trim: { start: origin, end: Math.max(part.to, end) },
    video: { discard: true },
    audio: {
      forceTranscode: !isBareSound(await sound.getCodec()),
      process: isCut ? (each) => (each.timestamp + origin < soundEnd ? each : null) : undefined,
    },
  });
  let reached = 0; // s
  let brokeOffAt: number | undefined;
  return {
    end: end - origin,
    get brokeOffAt() {
      return brokeOffAt;
    },
    async writeUntil(time) {
      if (!conversion.isValid || brokeOffAt !== undefined) return;
      try {
        await conversion.execute({ until: time });
        reached = time;
      } catch (error) {
        if (error instanceof DiskFullError) throw error;
        brokeOffAt = reached;
      }
    },
  };
}
