// Things that the user pointed at are removed like people. Each is grown once (grow.ts), followed over frames
// (follow-thing.ts), and added to the person mask. While one is not found, its last place stays hidden. The file is
// longer than others because it holds a thing's whole life.
import type { PersonMask } from '../../frame/person-mask.ts';
import { MASK_THRESHOLD } from '../../frame/geometry.ts';
import { isBlank } from '../room/blank.ts';
import type { SmallPicture } from '../../frame/small-picture.ts';
import type { Place } from '../zones.ts';
import { followThing } from './follow-thing.ts';
import { countOf } from './separate.ts';
import { growThing, refineThing } from './grow.ts';
import { createSceneChange } from './scene-change.ts';
import { describe, type RemovedThing, type Thing } from './thing.ts';
import {
  alikeness,
  coveredShare,
  drawShape,
  isAt,
  maskFor,
  moveShape,
  resized,
  type Size,
} from './shape.ts';

/** How long the last place of a lost thing stays hidden, s. */
const HELD = 20;
/** The most things at a time. */
const MOST = 8;
/** How often the shape of a moving thing is refined, s. */
const LOOK_AGAIN = 0.5;
/** The refined shape is accepted if it overlaps this much with the old one (intersection over union), */
const LEAST_ALIKE = 0.5;
/**
 * and if it is at most this many times as large as what was pointed at; otherwise it could creep over its
 * surroundings step by step.
 */
const MOST_GROWN = 1.5;
/** Up to this share of a thing may overlap with people; beyond that it is taken to be them. */
const MOST_OF_IT_PEOPLE = 0.3;
/** When somebody covers more than this share of a thing, its shape is not refined. */
const SOMEBODY_BEFORE = 0.03;

/** A request from the user. Places are shares of the picture's width and height. */
export type ThingRequest =
  /** Removes the thing there, or restores it. */
  | { kind: 'toggle'; at: Place }
  /** Removes the thing there, unless it is already removed. */
  | { kind: 'take'; at: Place }
  /** Restores all things. */
  | { kind: 'show-all' };

export interface ThingsTurn {
  /** The small picture of the frame. */
  small: SmallPicture;
  /** Makes a larger picture of the same frame; called only when a shape is needed. */
  look: () => SmallPicture;
  /** Everybody who is hidden. */
  people: PersonMask;
  /** Not 0 where people who stay visible are, on the grid of the small picture. */
  kept?: Uint8Array;
  /** Since the last frame, s. */
  seconds: number;
  /** Whether the room learns from this frame. */
  teaches: boolean;
}

/** Things on the grid of the small picture: 0 none, 1 a thing, 2 a thing that is new there. */
export type ThingMap = Uint8Array;

export interface FoundThings {
  /** People and things. */
  mask: PersonMask;
  map: ThingMap;
}

export interface Things {
  /** Whether there is nothing to do. */
  readonly isIdle: boolean;
  /** Takes effect with the next frame. */
  request(request: ThingRequest): void;
  /** Finds the things in a frame. @returns undefined when there is none */
  run(turn: ThingsTurn): FoundThings | undefined;
  /** 1 where things were restored in the last frame, on the grid of the small picture; undefined: nowhere. */
  readonly restored: Uint8Array | undefined;
  /** From left to right. A new array whenever something about a thing changes. */
  readonly list: readonly RemovedThing[];
  /** Another source follows: all things are restored. */
  reset(): void;
}

/** @param notify receives a sentence about the outcome of a request, or about a thing */
export function createThings(notify: (sentence: string) => void): Things {
  let things: Thing[] = [];
  let requests: ThingRequest[] = [];
  let list: readonly RemovedThing[] = [];
  let covered: Uint8Array = new Uint8Array(0);
  let restored: Uint8Array | undefined;
  let nextId = 1;
  const scene = createSceneChange();

  function reset(): void {
    things = [];
    requests = [];
    list = [];
    scene.reset();
  }

  /** Marks where people are, on the grid of the small picture. */
  function cover({ small, people, kept }: ThingsTurn): void {
    covered = resized(people, small);
    for (let cell = 0; cell < covered.length; cell++) {
      covered[cell] = covered[cell]! > MASK_THRESHOLD || kept?.[cell] ? 1 : 0;
    }
  }

  /** `covered`, resampled to another grid. */
  function closedOn(grid: Size, { width, height }: SmallPicture): Uint8Array {
    return resized({ data: covered, width, height }, grid);
  }

  function take(at: Place, { small, look }: ThingsTurn): void {
    if (things.length >= MOST) {
      notify(`No more than ${MOST} things can be removed at a time.`);
      return;
    }
    const picture = look();
    const [x, y] = [inside(at[0], picture.width), inside(at[1], picture.height)];
    const closed = closedOn(picture, small);
    if (closed[y * picture.width + x]) {
      notify('People go by themselves: point at a thing.');
      return;
    }
    // Part of a moving thing may be mistaken for somebody.
    const whole = growThing(picture, x, y);
    const isThing = whole && coveredShare(whole, closed) < MOST_OF_IT_PEOPLE;
    const shape = isThing ? whole : growThing(picture, x, y, closed);
    if (!shape) {
      notify('Nothing stands out there that could be removed. Point at the middle of a thing.');
      return;
    }
    const followed = followThing(shape, small);
    things.push({
      id: nextId++,
      shape,
      size: countOf(shape.data),
      followed,
      isNew: true,
      sight: 'found',
      lostFor: 0,
      unseenFor: 0,
      seenAt: { x: 0, y: 0 },
    });
  }

  function restore(returned: readonly Thing[], { small }: ThingsTurn): void {
    things = things.filter((thing) => !returned.includes(thing));
    restored ??= new Uint8Array(small.width * small.height);
    for (const { shape, followed } of returned) {
      drawShape(shape, followed.place, small, small, restored, 1);
    }
  }

  function applyRequests(turn: ThingsTurn): void {
    for (const request of requests) {
      if (request.kind === 'show-all') {
        restore(things, turn);
        continue;
      }
      const there = things.find(({ shape, followed }) =>
        isAt(shape, followed.place, turn.small, request.at),
      );
      if (!there) take(request.at, turn);
      else if (request.kind === 'toggle') restore([there], turn);
    }
    requests = [];
  }

  function follow(thing: Thing, { small, seconds }: ThingsTurn, gain: number): void {
    const { followed } = thing;
    followed.follow(small, covered, gain);
    const was = thing.sight;
    thing.sight = followed.sight;
    thing.lostFor = thing.sight === 'lost' ? thing.lostFor + seconds : 0;
    // While it was out of sight, the room may have learned it.
    if (thing.sight === 'found' && was !== 'found') thing.isNew = true;
    if (thing.sight !== was && thing.sight === 'lost')
      notify('A removed thing is out of sight: where it was last stays hidden for a while.');
  }

  /** Remakes the shape of a thing that moved: it may have turned or come nearer. */
  function lookAgain(thing: Thing, { small, look, seconds }: ThingsTurn): void {
    const { followed, shape, seenAt } = thing;
    const { place } = followed;
    thing.unseenFor += seconds;
    const hasMoved = Math.hypot(place.x - seenAt.x, place.y - seenAt.y) > 1;
    if (thing.sight !== 'found' || thing.unseenFor < LOOK_AGAIN || !hasMoved) return;
    thing.unseenFor = 0;
    thing.seenAt = { ...place };
    const moved = moveShape(shape, place, small);
    const closed = closedOn(moved, small);
    if (coveredShare(moved, closed) > SOMEBODY_BEFORE) return;
    const next = refineThing(look(), moved, closed);
    if (!next || alikeness(next, moved) < LEAST_ALIKE) return;
    if (countOf(next.data) > MOST_GROWN * thing.size) return;
    thing.shape = next;
    thing.followed = followThing(next, small);
    thing.seenAt = { x: 0, y: 0 };
  }

  function tell({ small }: ThingsTurn): void {
    const next = things.map((thing) => describe(thing, small));
    next.sort((a, b) => a.middle[0] - b.middle[0]);
    if (next.length !== list.length || next.some((thing, i) => thing !== list[i])) list = next;
  }

  return {
    get isIdle() {
      return things.length === 0 && requests.length === 0;
    },
    request: (request) => void requests.push(request),
    get list() {
      return list;
    },
    get restored() {
      return restored;
    },
    run(turn) {
      const { small } = turn;
      restored = undefined;
      const isDark = isBlank(small);
      if (!isDark) {
        cover(turn);
        const { gain, isOther } = scene.look(small, covered);
        if (isOther && things.length > 0) {
          things = [];
          notify('The picture shows something else: removed things have to be pointed at again.');
        }
        for (const thing of things) follow(thing, turn, gain);
        for (const thing of things) lookAgain(thing, turn);
        const gone = things.filter(({ lostFor }) => lostFor > HELD);
        if (gone.length > 0) {
          things = things.filter((thing) => !gone.includes(thing));
          notify('A removed thing was not seen again: where it was last shows again.');
        }
        applyRequests(turn);
      }
      tell(turn);
      if (things.length === 0) return undefined;
      const map = new Uint8Array(small.width * small.height);
      const mask = maskFor(turn.people, things[0]!.shape);
      for (const thing of things) {
        const { shape, followed, isNew } = thing;
        drawShape(shape, followed.place, small, mask, mask.data, 255);
        drawShape(shape, followed.place, small, small, map, isNew ? 2 : 1);
        thing.isNew &&= !turn.teaches;
      }
      return { mask, map };
    },
    reset,
  };
}

function inside(share: number, length: number): number {
  return Math.min(length - 1, Math.max(0, Math.floor(share * length)));
}
