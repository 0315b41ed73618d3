// What of a frame is to go: people, as segmenter and finders see them, but for those who are kept, and things. One mask of
// all of them, which does not flicker.
import { readPixels } from '../frame/frame-pixels.ts';
import { createReducer, type SmallPicture } from '../frame/small-picture.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import type { Choice, Somebody } from '../segmentation/choice.ts';
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
import type { SomeThing } from './things/thing.ts';
import { createThings, type ThingMap, type ThingWish } from './things/things.ts';

/** px of the longer side of the picture on which a thing is looked for that somebody pointed at. */
const THING_SIDE = 256;

/** For strategies that are not told of anybody. */
const NOBODY: PersonMask = { data: new Uint8Array(1), width: 1, height: 1 };

/** The mask of a frame, and what is known of those in it. */
export type Masked = Pick<Turn, 'person' | 'kept' | 'things' | 'mistaken'>;

/** What is looked for in a frame, and by what. */
export interface MaskWish {
  /** Looks for people; absent: nobody is looked for. */
  segmenter?: Segmenter;
  /** Where people are, instead of asking. */
  given?: PersonMask;
  /** Whether things are looked for. */
  findsThings: boolean;
  /** What is known of the room, where it is remembered. */
  remembered: () => Remembered | undefined;
  /** Whether the frame teaches the plate. */
  teaches: boolean;
  /** Nobody looks on live. */
  waits: boolean;
  /** Since the frame before, s; see frame-time.ts. */
  seconds: number;
  apart: number;
  stage: RunStage;
}

export interface Mask {
  run(frame: VideoFrame, wish: MaskWish): Promise<Masked>;
  /** The frame made small, once; good until `done`. */
  smallOf(frame: VideoFrame): SmallPicture;
  /** The frame is done: it is not kept. */
  done(): void;
  /** Looks for everybody in a picture on its own, which stays the caller's. */
  findIn(picture: VideoFrame, segmenter: Segmenter): Promise<PersonMask>;
  /** Who can be chosen to be kept, in the last frame. */
  readonly people: readonly Somebody[];
  /** Keeps people from the next frame on, or hides them. */
  choose(choice: Choice): void;
  /** Things that go, in the last frame. */
  readonly things: readonly SomeThing[];
  /** Where these are in it; absent: nowhere. */
  readonly thingMap: ThingMap | undefined;
  /** Takes a thing out from the next frame on, or gives it back. */
  point(wish: ThingWish): void;
  /** See segmentation/people.ts. */
  setFinder(finder: Finder): void;
  setPictureFinder(finder: PictureFinder): void;
  awaitFinders(coming: Promise<void>): void;
  /** The next frame is not the one after the last: who was who is not known any more. */
  loseTrack(): void;
  /** Frames come by that are not looked at: what was found before is of another moment. */
  forgetPeople(): void;
  /** Another source follows. */
  forget(): void;
  dispose(): void;
}

/** @param notify told in a sentence what became of a finder, a thing, or a wish for one */
export function createMask(notify: (sentence: string) => void): Mask {
  const overTime = createMaskOverTime();
  const people = createPeople(notify);
  const following = createFollowing();
  const things = createThings(notify);
  const reduce = createReducer();
  const reduceLess = createReducer(THING_SIDE);
  /** Of the frame that is under way. */
  let small: { of: VideoFrame; picture: SmallPicture } | undefined;
  let thingMap: ThingMap | undefined;

  function smallOf(frame: VideoFrame): SmallPicture {
    if (small?.of !== frame) small = { of: frame, picture: reduce(frame) };
    return small.picture;
  }

  async function findPeople(
    frame: VideoFrame,
    segmenter: Segmenter,
    { remembered, waits, apart }: MaskWish,
  ) {
    await readPixels(frame); // all that look at it scale it down
    const about = { remembered: remembered(), picture: smallOf(frame), waits };
    const { mask, mistaken } = await people.run(frame, segmenter, about);
    return { ...following.run(mask, about.picture, apart), mistaken };
  }

  /** @returns people alone, over time */
  async function maskPeople(frame: VideoFrame, wish: MaskWish): Promise<Masked> {
    const { segmenter, given, stage, apart } = wish;
    if (!segmenter && !given) {
      following.reset();
      return { person: NOBODY };
    }
    if (given) return { person: overTime.run(given, apart) };
    const { mask, ...about } = await stage('segment', () => findPeople(frame, segmenter!, wish));
    return { person: overTime.run(mask, apart), ...about };
  }

  function forgetPeople(): void {
    overTime.reset();
    people.reset();
    following.reset();
  }

  return {
    smallOf,
    done: () => void (small = undefined),
    async run(frame, wish) {
      const masked = await maskPeople(frame, wish);
      const areThings = wish.findsThings && !things.isIdle;
      const found = areThings
        ? things.run({
            small: smallOf(frame),
            look: () => reduceLess(frame),
            people: masked.person,
            kept: masked.kept,
            seconds: wish.seconds,
            teaches: wish.teaches,
          })
        : undefined;
      thingMap = found?.map;
      // The room may not know a thing that was hidden, and what differs from the room is taken for a person.
      const mistaken = either(masked.mistaken, areThings ? things.givenBack : undefined);
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
    point: (wish) => things.wish(wish),
    setFinder: (finder) => people.setFinder(finder),
    setPictureFinder: (finder) => people.setPictureFinder(finder),
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
