// A picture of the room that the user brings: read, handed to the pipeline between two frames, and answered.
import type { Pipeline } from '../cloak/pipeline.ts';
import { sentenceOf } from '../sentence-of.ts';
import { readPhoto } from '../sources/photo/read-photo.ts';
import type { FromEngine } from './messages.ts';

export interface BroughtRoomNeeds {
  say: (message: FromEngine) => void;
  /** Runs the work between two frames. */
  between: <Result>(work: () => Promise<Result>) => Promise<Result>;
  pipeline: () => Pipeline | undefined;
  /** The number of the current source. */
  source: () => number;
}

/** @returns fills in what has not been seen of the room, provided that the source is still the same */
export function createBroughtRoom({ say, between, pipeline, source }: BroughtRoomNeeds) {
  return async (picture: Blob): Promise<void> => {
    const asked = source();
    try {
      const file = picture instanceof File ? picture : new File([picture], 'The picture');
      const { canvas } = await readPhoto(file);
      const sentence = await between(async () => {
        const mine = pipeline();
        if (!mine || asked !== source()) {
          throw new Error('The camera has been changed in the meantime.');
        }
        return mine.room.bring(canvas);
      });
      say({ kind: 'room-brought', sentence, isRefused: false });
    } catch (error) {
      say({ kind: 'room-brought', sentence: sentenceOf(error), isRefused: true });
    }
  };
}
