// Finds bodies: how many people are in the frame, and where their joints are. Unlike the segmenter and the finders, it
// sees people as wholes: a sofa is none, and legs belong to somebody.
import { partOf, PARTS, type FramePart } from '../far-people.ts';
import { placeOf } from '../finder-planes.ts';
import { createFrameReducer } from '../reduced-frame.ts';
import { outOfPart, readBodies, SURE_OF_BODY, type Body } from './body.ts';
import type { BodyNetwork } from '../../models/tfjs/body-network.ts';

/** Bodies with a lower score are not reported. Empty rooms reach 0.14. */
const LEAST = 0.15;

/** Sizes of the network's picture, px: multiples of 32, all of about the same area. */
const SIZES = [
  { width: 320, height: 160 },
  { width: 288, height: 160 },
  { width: 256, height: 192 },
  { width: 224, height: 224 },
  { width: 192, height: 256 },
  { width: 160, height: 288 },
  { width: 160, height: 320 },
];

export interface BodyFinder {
  /**
   * Looks at the frame, or at a part of it; lengths are shares of what it looks at. The frame stays the caller's, and is
   * read before this returns.
   */
  run(frame: VideoFrame, part?: FramePart): Promise<Body[]>;
  dispose(): void;
}

/** @param network disposed of together with the finder */
export function createBodyFinder(network: BodyNetwork): BodyFinder {
  const reducers = SIZES.map(({ width, height }) => createFrameReducer(width, height));
  return {
    async run(frame, part) {
      const size = part ?? { width: frame.displayWidth, height: frame.displayHeight };
      const at = closest(size.width / size.height);
      const { width, height } = SIZES[at]!;
      const place = placeOf(size, { width, height });
      const { data } = reducers[at]!(frame, place, part);
      const output = await network.run(withoutAlpha(data), height, width);
      return readBodies(output, LEAST, { place, width, height });
    },
    dispose: () => network.dispose(),
  };
}

/**
 * Looks at the whole of a single picture, and at all parts of it.
 * @param ask runs the body finder
 * @returns undefined if there is none, or it failed
 */
export async function findBodies(
  ask: (frame: VideoFrame, part?: FramePart) => Promise<Body[] | undefined>,
  frame: VideoFrame,
): Promise<Body[] | undefined> {
  const { displayWidth, displayHeight } = frame;
  const parts = Array.from({ length: PARTS }, (_, i) => partOf(i, displayWidth, displayHeight));
  const [whole, ...inParts] = await Promise.all([
    ask(frame),
    ...parts.map(async (part) =>
      (await ask(frame, part))
        ?.filter(({ score }) => score >= SURE_OF_BODY)
        .map((body) => outOfPart(body, part, frame)),
    ),
  ]);
  return whole && [...whole, ...inParts.flatMap((list) => list ?? [])];
}

/** The index of the size with the closest ratio of width to height. */
function closest(ratio: number): number {
  const distances = SIZES.map(({ width, height }) => Math.abs(Math.log(width / height / ratio)));
  return distances.indexOf(Math.min(...distances));
}

function withoutAlpha(pixels: Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8Array((pixels.length / 4) * 3);
  for (let from = 0, to = 0; from < pixels.length; from += 4) {
    rgb[to++] = pixels[from]!;
    rgb[to++] = pixels[from + 1]!;
    rgb[to++] = pixels[from + 2]!;
  }
  return rgb;
}
