// The worst that ruling out furniture can do: which parts of people who stand still would show.
import type { PersonMask } from '../../src/frame/person-mask.ts';
import type { SmallPicture } from '../../src/frame/small-picture.ts';
import type { Body } from '../../src/segmentation/bodies/body.ts';
import { nearBodies } from '../../src/segmentation/bodies/near-bodies.ts';
import { createFurnitureFinder, sureOfSomebody } from '../../src/segmentation/furniture.ts';
import { sampled } from '../../src/segmentation/joint-mask.ts';

/**
 * @param people who is there, exactly
 * @param bodies what the body finder sees all the time
 * @param opinion what the picture finder sees all the time
 * @returns what the body finder rules out of the people, on the grid of the small picture
 */
export function ruledOut(
  people: PersonMask,
  bodies: Body[],
  opinion: PersonMask,
  picture: SmallPicture,
): PersonMask {
  const { width, height } = picture;
  const near = nearBodies(bodies, width, height);
  const noneFor = Float64Array.from(near, (is) => (is ? -1 : Infinity));
  const seen = {
    nobodyFor: new Float64Array(width * height).fill(-1),
    sure: sureOfSomebody(sampled(opinion, width, height), width, height),
    picture,
    at: 0,
  };
  const list = bodies.map((body) => ({ ...body, picture, at: 0 }));
  const found = { list, picture, at: 0, noneFor, near };
  const furniture = createFurnitureFinder()(people, picture, seen, found);
  const data = new Uint8Array(width * height).map((_, cell) => (furniture?.[cell] ? 255 : 0));
  return { data, width, height };
}
