// Finds people with our own network that sees the picture alone (role "finder"), for rooms of which nothing is
// remembered. Independent of the runtime; see ../models/network.ts.
import { CardError, type Card } from '../models/card.ts';
import type { Network } from '../models/network.ts';
import { placeOf, unpackMask } from './finder-planes.ts';
import type { FramePart } from './far-people.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { createFrameReducer } from './reduced-frame.ts';

/** Its mask values from here on are a person, whatever the segmenter says; 0..255. */
const SURE = 153;
/** The same with a person near the camera, whom the segmenter sees better. */
export const SURE_BESIDE = 204;
/** A person is near the camera if the mask covers more than this share of the picture. */
const NEAR = 0.05;
/** Where its mask is below this, nobody is there; 0..255. */
export const DOUBT = 26;

/** From which mask value on the picture finder sees a person. @param segmented the segmenter's mask */
export function sureBeside({ data }: PersonMask): number {
  let people = 0;
  for (let i = 0; i < data.length; i++) if (data[i]! >= 128) people++;
  return people > NEAR * data.length ? SURE_BESIDE : SURE;
}

export interface PictureFinder {
  /**
   * Masks the frame, or a part of it. The frame stays the caller's, and is read before this returns. The caller may
   * keep the mask.
   */
  run(frame: VideoFrame, part?: FramePart): Promise<PersonMask>;
  dispose(): void;
}

/** @throws CardError with a sentence if it is not a network that finds people in a picture */
export function checkPictureFinder({ id, role, input }: Card): void {
  const refuse = (why: string): never => {
    throw new CardError(`"${id}" cannot find people in a picture: ${why}.`);
  };
  if (role !== 'finder') refuse(`it is a ${role}`);
  if (input.channels.join() !== 'rgb') refuse('it must take rgb, and nothing else');
  if (input.range[0] !== 0 || input.range[1] !== 1) refuse('its range must be 0..1');
}

/** @param network disposed of together with the finder. @throws CardError as above */
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
