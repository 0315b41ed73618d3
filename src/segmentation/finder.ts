// Finds people with our own network (role "finder"), which also gets the remembered room and the mask of the previous
// frame. Independent of the runtime; see ../models/network.ts.
import { CardError, type Card } from '../models/card.ts';
import type { Network } from '../models/network.ts';
import {
  packPlanes,
  packRoomPlanes,
  PLANES,
  placeOf,
  unpackMask,
  type Remembered,
} from './finder-planes.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { createFrameReducer } from './reduced-frame.ts';

export interface Finder {
  /**
   * Masks the frame, which stays the caller's and is read before this returns. The caller may keep the mask.
   * @param remembered what is remembered of the room; absent: nothing
   * @param previous the mask of the previous frame, if there is one
   */
  run(frame: VideoFrame, remembered?: Remembered, previous?: PersonMask): Promise<PersonMask>;
  /**
   * Masks people in the remembered room, where it differs from the frame. `remembered` is read before this returns.
   * @param size of the frame, px
   */
  runOnRoom(remembered: Remembered, size: { width: number; height: number }): Promise<PersonMask>;
  dispose(): void;
}

const CHANNELS: readonly string[] = ['rgb', 'difference', 'confidence', 'previous'];

/** @throws CardError with a sentence if it is not a network with which Vanish can find people */
export function checkFinder({ id, role, input }: Card): void {
  const refuse = (why: string): never => {
    throw new CardError(`"${id}" cannot find people: ${why}.`);
  };
  if (role !== 'finder') refuse(`it is a ${role}`);
  if (input.channels.join() !== CHANNELS.join()) refuse(`it must take ${CHANNELS.join(', ')}`);
  if (input.range[0] !== 0 || input.range[1] !== 1) refuse('its range must be 0..1');
}

/** @param network disposed of together with the finder. @throws CardError as above */
export function createFinder(network: Network): Finder {
  checkFinder(network.card);
  const { width, height } = network.card.input;
  const input = new Float32Array(width * height * PLANES);
  const reduce = createFrameReducer(width, height);

  return {
    async run(frame, remembered, previous) {
      const size = { width: frame.displayWidth, height: frame.displayHeight };
      const place = placeOf(size, { width, height });
      packPlanes(reduce(frame, place), place, remembered, previous, input);
      return unpackMask(await network.run(input), place, width);
    },
    async runOnRoom(remembered, size) {
      const place = placeOf(size, { width, height });
      packRoomPlanes(remembered, place, { width, height }, input);
      return unpackMask(await network.run(input), place, width);
    },
    dispose: () => network.dispose(),
  };
}
