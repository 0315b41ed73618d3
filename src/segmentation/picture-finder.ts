// Finds people with a network of our own that sees the picture alone (role "finder"): for rooms of which nothing is
// remembered. Knows no runtime; see ../models/network.ts.
import { CardError, type Card } from '../models/card.ts';
import type { Network } from '../models/network.ts';
import { placeOf, unpackMask } from './finder-planes.ts';
import type { FramePart } from './far-people.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { createFrameReducer } from './reduced-frame.ts';

/** Its mask from here on is a person, whatever the segmenter says; 0..255, */
const SURE = 153;
/** ... and beside somebody who is near, whom the segmenter knows better. */
export const SURE_BESIDE = 204;
/** Somebody is near whose mask has more than this share of the picture. */
const NEAR = 0.05;
/** Its mask below this is nobody; 0..255. */
export const DOUBT = 26;

/** The value of a picture finder's mask from which on it is a person. @param segmented the segmenter's of the same picture */
export function sureBeside({ data }: PersonMask): number {
  let people = 0;
  for (let i = 0; i < data.length; i++) if (data[i]! >= 128) people++;
  return people > NEAR * data.length ? SURE_BESIDE : SURE;
}

export interface PictureFinder {
  /**
   * Masks the frame, or a part of it. The frame stays the caller's, and is looked at before this returns; the mask is
   * the caller's to keep.
   */
  run(frame: VideoFrame, part?: FramePart): Promise<PersonMask>;
  dispose(): void;
}

/** @throws CardError with a sentence when it is no network that finds people in a picture */
export function checkPictureFinder({ id, role, input }: Card): void {
  const refuse = (why: string): never => {
    throw new CardError(`"${id}" cannot find people in a picture: ${why}.`);
  };
  if (role !== 'finder') refuse(`it is a ${role}`);
  if (input.channels.join() !== 'rgb') refuse('it must take rgb, and nothing else');
  if (input.range[0] !== 0 || input.range[1] !== 1) refuse('its range must be 0..1');
}

/** @param network is disposed of with the finder. @throws CardError as above */
export function createPictureFinder(network: Network): PictureFinder {
  checkPictureFinder(network.card);
  const { width, height } = network.card.input;
  const input = new Float32Array(width * height * 3);
  const reduce = createFrameReducer(width, height);
  return {
    async run(frame, part) {
      const size = part ?? { width: frame.displayWidth, height: frame.displayHeight };
      const place = placeOf(size, { width, height });
      const { data } = reduce(frame, place, part);
      for (let pixel = 0; pixel < width * height; pixel++) {
        for (let c = 0; c < 3; c++) input[3 * pixel + c] = data[4 * pixel + c]! / 255;
      }
      return unpackMask(await network.run(input), place, width);
    },
    dispose: () => network.dispose(),
  };
}
