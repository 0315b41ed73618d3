// Runs the body finder alongside the frames and keeps its latest answers: where bodies are, and for how long none has
// been anywhere near. It looks at the whole picture and at one of four parts of it in turn, since people who are far
// away are seen in parts only. Live, no frame waits for it. In offline mode it runs several times a second of the film.
import type { SmallPicture } from '../../frame/small-picture.ts';
import { partOf, PARTS, type Finish } from '../far-people.ts';
import { guardNetwork } from '../guarded-network.ts';
import { isUnchanged } from '../same-cell.ts';
import { createTurns } from '../turns.ts';
import { outOfPart, SURE_OF_BODY, type Body } from './body.ts';
import { findBodies, type BodyFinder } from './body-finder.ts';
import { nearBodies } from './near-bodies.ts';

/** After an answer it pauses for this many times its own duration, so that it uses a sixth of a core. */
const RESTS = 5;
/** The same where nearly all of the room is known. */
const RESTS_IF_KNOWN = 15;
/** In offline mode it runs this often; microseconds of frame time. */
const EVERY = 0.15e6;
/** ... and at a part only every so many times. */
const LOOKS_PER_PART = 4;
/** How long an answer counts; microseconds of frame time. */
const ANSWER_LASTS = 2e6;
/** How long the answer about a part counts. */
const PART_LASTS = 4e6;

export interface SeenBody extends Body {
  /** The small picture of the frame in which it was seen, and that frame's timestamp, microseconds. */
  picture: SmallPicture;
  at: number;
}

/** Where bodies are, and where they are not. */
export interface SeenBodies {
  list: SeenBody[];
  /** The small picture of the latest frame that was looked at as a whole, and its timestamp, microseconds. */
  picture: SmallPicture;
  at: number;
  /**
   * Per cell (a pixel of the small picture), how long no body has been near it while it stayed the same, microseconds
   * of frame time; -1: a body is near.
   */
  noneFor: Float64Array;
  /** Per cell, whether a body is near; see NEAR. */
  near: Uint8Array;
}

export interface Bodies {
  /** Offline mode: if it is due, starts to run on a frame before its turn. `runIfDue` then waits for less time. */
  ahead(frame: VideoFrame): void;
  /**
   * Runs on a frame when it is due.
   * @param picture the same frame, small
   * @param options `waits`: offline mode, the frame waits for the answer; `isKnown`: nearly all of the room is known
   */
  runIfDue(
    frame: VideoFrame,
    picture: SmallPicture,
    options: { waits: boolean; isKnown: boolean },
  ): Promise<void>;
  /** Bodies in a single picture; undefined when there is no answer. */
  findIn(picture: VideoFrame): Promise<Body[] | undefined>;
  /** The latest answers, if they still count. */
  seen(timestamp: number): SeenBodies | undefined;
  set(finder: BodyFinder): void;
  reset(): void;
  dispose(): void;
}

/** @param notify receives a sentence when the finder is disabled */
export function createBodies(notify: (sentence: string) => void): Bodies {
  const network = guardNetwork<BodyFinder>(notify);
  let latest: SeenBodies | undefined;
  const inParts: SeenBody[][] = Array.from({ length: PARTS }, () => []);
  let nextPart = 0;
  let lastAt = -Infinity; // microseconds of frame time
  /** Offline mode: how often it has looked. */
  let looks = 0;
  let era = {};

  const seenIn = (list: Body[], picture: SmallPicture, at: number): SeenBody[] =>
    list.map((body) => ({ ...body, picture, at }));

  function stillSeen(at: number): SeenBody[] {
    return inParts.flat().filter((body) => at < body.at + PART_LASTS);
  }

  function beginAll(frame: VideoFrame): Finish {
    const { timestamp: at } = frame;
    const asked = era;
    const coming = network.ask((finder) => finder.run(frame));
    return async (picture) => {
      const list = await coming;
      if (!list || asked !== era) return;
      const seen = [...seenIn(list, picture, at), ...stillSeen(at)];
      const near = nearBodies(seen, picture.width, picture.height);
      latest = { list: seen, picture, at, near, noneFor: noneFor(near, picture, at, latest) };
    };
  }

  function beginPart(frame: VideoFrame): Finish {
    const { timestamp: at, displayWidth, displayHeight } = frame;
    const size = { displayWidth, displayHeight }; // the frame will be closed by then
    const asked = era;
    const number = nextPart;
    nextPart = (nextPart + 1) % PARTS;
    const part = partOf(number, displayWidth, displayHeight);
    const coming = network.ask((finder) => finder.run(frame, part));
    return async (picture) => {
      const list = await coming;
      if (!list || asked !== era) return;
      const sure = list.filter(({ score }) => score >= SURE_OF_BODY);
      const bodies = sure.map((body) => outOfPart(body, part, size));
      inParts[number] = seenIn(bodies, picture, at);
    };
  }

  /** Offline mode: the whole picture, sometimes a part of it, and at first all parts. */
  function begin(frame: VideoFrame): Finish {
    lastAt = frame.timestamp;
    const partsNow = looks === 0 ? PARTS : looks % LOOKS_PER_PART === 0 ? 1 : 0;
    looks++;
    const parts = Array.from({ length: partsNow }, () => beginPart(frame));
    const finishes = [...parts, beginAll(frame)];
    return async (picture) => {
      for (const finish of finishes) await finish(picture);
    };
  }

  /** Offline mode: whether it should run on the frame. */
  function isDue({ timestamp }: VideoFrame): boolean {
    const since = timestamp - lastAt;
    return since < 0 || since >= EVERY;
  }

  const turns = createTurns({
    isThere: () => network.isThere,
    beginAll,
    beginPart,
    isDue,
    begin,
  });

  return {
    ahead: (frame) => turns.ahead(frame),
    runIfDue: (frame, picture, { waits, isKnown }) =>
      turns.run(frame, picture, { waits, rests: isKnown ? RESTS_IF_KNOWN : RESTS }),
    findIn: (picture) =>
      findBodies((frame, part) => network.ask((finder) => finder.run(frame, part)), picture),
    seen: (timestamp) =>
      latest && timestamp < latest.at + ANSWER_LASTS && network.isThere ? latest : undefined,
    set: (finder) => network.set(finder),
    reset() {
      latest = undefined;
      inParts.fill([]);
      turns.reset();
      lastAt = -Infinity;
      looks = 0;
      era = {};
    },
    dispose: () => network.dispose(),
  };
}

/** @param near per cell, whether a body is near @param last the same as of an earlier frame */
function noneFor(
  near: Uint8Array,
  picture: SmallPicture,
  at: number,
  last: SeenBodies | undefined,
): Float64Array {
  return Float64Array.from(near, (isNear, cell) => {
    if (isNear) return -1;
    const before = last && isUnchanged(cell, last.picture, picture) ? last.noneFor[cell]! : -1;
    return before < 0 ? 0 : before + at - last!.at;
  });
}
