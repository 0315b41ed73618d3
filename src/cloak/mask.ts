// The mask of what to remove from a frame: people, as the segmenter and the finders see them, except those who are
// kept, and things. It does not flicker.
import { readPixels } from '../frame/frame-pixels.ts';
import { createReducer, type SmallPicture } from '../frame/small-picture.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import type { BodyFinder } from '../segmentation/bodies/body-finder.ts';
import type { Choice, SeenPerson } from '../segmentation/choice.ts';
import type { Finder } from '../segmentation/finder.ts';
import type { Remembered } from '../segmentation/finder-planes.ts';
import { createFollowing } from '../segmentation/following.ts';
import { createMaskOverTime } from '../segmentation/mask-over-time.ts';
import { createPeople } from '../segmentation/people.ts';
import type { PictureFinder } from '../segmentation/picture-finder.ts';
import type { Segmenter } from '../segmentation/segmenter.ts';
import { either } from './room/things-in-room.ts';
import type { RunStage } from './stage-times.ts';
import type { Turn } from './strategy.ts';
import type { RemovedThing } from './things/thing.ts';
import { createThings, type ThingMap, type ThingRequest } from './things/things.ts';

/** px; longer side of the picture in which a thing that the user points at is searched for. */
const THING_SIDE = 256;

/** An empty mask, for strategies that do not need people. */
const NOBODY: PersonMask = { data: new Uint8Array(1), width: 1, height: 1 };

/** The mask of a frame, and what is known of the people and things in it. */
export type Masked = Pick<Turn, 'person' | 'kept' | 'things' | 'mistaken'>;

/** What to look for in a frame, and how. */
export interface MaskOptions {
  /** Finds people; absent: people are not looked for. */
  segmenter?: Segmenter;
  /** Where people are, in place of the segmenter's mask. */
  given?: PersonMask;
  /** Whether things are looked for. */
  findsThings: boolean;
  /** What is known of the room, if it is remembered. */
  remembered: () => Remembered | undefined;
  /** Whether the plate learns from the frame. */
  teaches: boolean;
  /** Not live: the frame may take its time. */
  waits: boolean;
  /** Since the previous frame, s; see frame-time.ts. */
  seconds: number;
  apart: number;
  stage: RunStage;
}

/** What the user chooses to hide, and who looks for it. */
export interface MaskControls {
  /** The people in the last frame, who can be kept in the picture. */
  readonly people: readonly SeenPerson[];
  /** Keeps people in the picture from the next frame on, or hides them. */
  choose(choice: Choice): void;
  /** The removed things, in the last frame. */
  readonly things: readonly RemovedThing[];
  /** Takes a thing out of the picture from the next frame on, or restores it. */
  point(request: ThingRequest): void;
  /** From now on finds people along with the segmenter, where the room is remembered. The mask disposes of it. */
  setFinder(finder: Finder): void;
  /** The same for the network that finds people in the picture alone, where the room is not known. */
  setPictureFinder(finder: PictureFinder): void;
  /** The same for the network that sees people as bodies. */
  setBodyFinder(finder: BodyFinder): void;
  /** Finders are loading: frames whose settings have `waits` wait for them. @param coming never rejects */
  awaitFinders(coming: Promise<void>): void;
}

export interface Mask extends MaskControls {
  run(frame: VideoFrame, request: MaskOptions): Promise<Masked>;
  /** Starts to find people in a frame that is run soon, and waits for them. The frame stays the caller's. */
  ahead(frame: VideoFrame): void;
  /** The frame, downscaled only once; valid until `done`. */
  smallOf(frame: VideoFrame): SmallPicture;
  /** The frame is done and no longer needed. */
  done(): void;
  /** Finds people in a single picture, which stays the caller's. */
  findIn(picture: VideoFrame, segmenter: Segmenter): Promise<PersonMask>;
  /** Where the removed things are in the last frame; absent: nowhere. */
  readonly thingMap: ThingMap | undefined;
  /** The next frame does not follow the last one: people can no longer be matched. */
  loseTrack(): void;
  /** Frames pass without being looked at, so earlier findings are outdated. */
  forgetPeople(): void;
  /** Another source follows. */
  forget(): void;
  dispose(): void;
}

/** @param notify called with a sentence about a finder, a thing, or a request for one */
export function createMask(notify: (sentence: string) => void): Mask {
  const overTime = createMaskOverTime();
  const people = createPeople(notify);
  const following = createFollowing();
  const things = createThings(notify);
  const reduce = createReducer();
  const reduceLess = createReducer(THING_SIDE);
  /** Of the current frame. */
  let small: { of: VideoFrame; picture: SmallPicture } | undefined;
  let thingMap: ThingMap | undefined;

  function smallOf(frame: VideoFrame): SmallPicture {
    if (small?.of !== frame) small = { of: frame, picture: reduce(frame) };
    return small.picture;
  }

  async function findPeople(
    frame: VideoFrame,
    segmenter: Segmenter,
    { remembered, waits, apart }: MaskOptions,
  ) {
    await readPixels(frame); // several steps scale it down
    const about = { remembered: remembered(), picture: smallOf(frame), waits };
    const { mask, mistaken, furniture } = await people.run(frame, segmenter, about);
    return { ...following.run(mask, about.picture, apart, furniture), mistaken };
  }

  /** @returns people alone, temporally filtered */
  async function maskPeople(frame: VideoFrame, request: MaskOptions): Promise<Masked> {
    const { segmenter, given, stage, apart } = request;
    if (!segmenter && !given) {
      following.reset();
      return { person: NOBODY };
    }
    if (given) return { person: overTime.run(given, apart) };
    const { mask, ...about } = await stage('segment', () => findPeople(frame, segmenter!, request));
    return { person: overTime.run(mask, apart), ...about };
  }

  function forgetPeople(): void {
    overTime.reset();
    people.reset();
    following.reset();
  }

  return {
    ahead: (frame) => people.ahead(frame),
    smallOf,
    done: () => void (small = undefined),
    async run(frame, request) {
      const masked = await maskPeople(frame, request);
      const areThings = request.findsThings && !things.isIdle;
      const found = areThings
        ? things.run({
            small: smallOf(frame),
            look: () => reduceLess(frame),
            people: masked.person,
            kept: masked.kept,
            seconds: request.seconds,
            teaches: request.teaches,
          })
        : undefined;
      thingMap = found?.map;
      // The room may not contain a thing that was hidden, and differences from the room are taken for a person.
      const mistaken = either(masked.mistaken, areThings ? things.restored : undefined);
      return { ...masked, person: found?.mask ?? masked.person, things: thingMap, mistaken };
    },
    findIn: (picture, segmenter) => people.findIn(picture, segmenter),
    get people() {
      return following.people;
    },
    choose: (choice) => following.choose(choice),
    get things() {
      return things.list;
    },
    get thingMap() {
      return thingMap;
    },
    point: (request) => things.request(request),
    setFinder: (finder) => people.setFinder(finder),
    setPictureFinder: (finder) => people.setPictureFinder(finder),
    setBodyFinder: (finder) => people.setBodyFinder(finder),
    awaitFinders: (coming) => people.awaitFinders(coming),
    loseTrack: () => following.reset(),
    forgetPeople,
    forget() {
      forgetPeople();
      things.reset();
    },
    dispose: () => people.dispose(),
  };
}
