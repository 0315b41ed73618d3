// Finds people in a single picture: a photo, or a picture of the room that the user brings. All looks are taken at
// once, as there are no earlier frames.
import { createBlobFinder } from './blobs.ts';
import { addBodies } from './bodies/add-bodies.ts';
import type { Body } from './bodies/body.ts';
import { nearBodies } from './bodies/near-bodies.ts';
import { createFarPeople, type FramePart } from './far-people.ts';
import { isForBodiesToJudge, sureOfSomebody } from './furniture.ts';
import { sampled } from './joint-mask.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { DOUBT, sureBeside } from './picture-finder.ts';
import type { Segmenter } from './segmenter.ts';

/**
 * How often the segmenter runs. Its second look goes in turn to those who stand apart; a photo has time for several.
 * Where the looks differ, the surer one counts: too large a hole is better than a person in the picture.
 */
const LOOKS = 4;

/** From this value on the segmenter is sure of somebody, 0..255. */
const SURE = 128;
/** A photo with fewer such pixels than this share shows nobody: chairs and lamps are small and unsure. */
const FEWEST = 0.0008;

/** A region smaller than this share of the picture may be a lamp or a chair. */
const SPECK = 0.01;

/** A photo never changes, so one cell stands for its small picture. */
const ONE_CELL = { data: new Uint8ClampedArray(4), width: 1, height: 1 };

/** Networks that look besides the segmenter. They resolve to undefined when there is no answer. */
export interface OtherLooks {
  opinion: (frame: VideoFrame, part?: FramePart) => Promise<PersonMask | undefined>;
  bodies: (frame: VideoFrame) => Promise<Body[] | undefined>;
}

/**
 * @param frame plain (sources/plain-frame.ts); stays the caller's
 * @param others absent: only the segmenter is used
 * @returns an empty mask if nobody is in the picture
 */
export async function findPeople(
  segmenter: Pick<Segmenter, 'run'>,
  frame: VideoFrame,
  others?: OtherLooks,
): Promise<PersonMask> {
  // They run in their own workers, in parallel with the segmenter.
  const opinionComing = others?.opinion(frame);
  const bodiesComing = others?.bodies(frame);
  const mask = await segment(segmenter, frame);
  const opinion = await opinionComing;
  const bodies = await bodiesComing;
  if (others && opinion) {
    weigh(mask, opinion, bodies);
    const far = createFarPeople(others.opinion);
    await far.begin(frame, true)(ONE_CELL);
    far.addTo(mask, ONE_CELL, frame.timestamp);
  }
  if (bodies) addBodies(mask, bodies);
  const sure = mask.data.reduce((count, value) => count + (value >= SURE ? 1 : 0), 0);
  // Where somebody is, unsure pixels may be their hand and are kept.
  if (sure < FEWEST * mask.data.length) mask.data.fill(0);
  return mask;
}

/** The maximum of all of the segmenter's looks. */
async function segment(segmenter: Pick<Segmenter, 'run'>, frame: VideoFrame): Promise<PersonMask> {
  const mask = await segmenter.run(frame);
  for (let look = 1; look < LOOKS; look++) {
    const { data } = await segmenter.run(frame);
    for (let i = 0; i < data.length; i++) mask.data[i] = Math.max(mask.data[i]!, data[i]!);
  }
  return mask;
}

/**
 * Adds people of whom the second opinion is sure. Removes specks in which it sees nobody at all, and what is away from
 * all bodies in a region that is as large as one.
 */
function weigh(mask: PersonMask, seen: PersonMask, bodies: Body[] | undefined): void {
  const { data, width, height } = mask;
  const opinion = sampled(seen, width, height);
  const near = bodies && nearBodies(bodies, width, height);
  const somebody = sureOfSomebody(opinion, width, height);
  const { list } = createBlobFinder(width, height)(mask);
  const sure = sureBeside(mask);
  for (const blob of list) {
    const { cells } = blob;
    const isSpeck = cells.length <= SPECK * data.length;
    if (isSpeck && cells.every((cell) => opinion[cell]! < DOUBT)) {
      for (const cell of cells) data[cell] = 0;
    } else if (near && isForBodiesToJudge(blob, near, somebody, mask)) {
      for (const cell of cells) if (!near[cell] && !somebody.close[cell]) data[cell] = 0;
    }
  }
  for (let i = 0; i < data.length; i++) {
    if (opinion[i]! >= sure) data[i] = Math.max(data[i]!, opinion[i]!);
  }
}
