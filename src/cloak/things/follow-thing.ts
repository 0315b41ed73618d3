// Follows one thing over frames on the small picture: looks for the place where its template fits best. While it is not
// found, its last place counts. Numbers only.
import type { SmallPicture } from '../../frame/small-picture.ts';
import { cellsOf, contrastOf, sizeOf } from './appearance.ts';
import type { Offset, Shape } from './shape.ts';
import { createTemplate } from './template.ts';

/** Most steps of the descent from the expected place. */
const MOST_STEPS = 6;
/** If that fails: how far around the last place to search, cells, */
const FAR = 16;
/** and the spacing of those places, cells. */
const COARSE = 2;
/**
 * A lost thing is searched in this share of the picture's places per frame; the places are SEARCH_STEP cells apart.
 */
const SHARE = 1 / 24;
const SEARCH_STEP = 2;
/**
 * A match differs from the template by less than this share of the contrast between the thing and its surroundings,
 */
const LIKE = 0.5;
/** clamped to these; grey levels. */
const LIMIT = { least: 7, most: 22 };
/** A lost thing must match better than a followed one, by this factor. */
const FOUND_AGAIN = 0.75;
/**
 * A thing that is not found counts as behind somebody when at least this share of its last place is covered.
 */
const BEHIND = 0.3;
/** A place must be better by more than this to replace another, grey levels. */
const STAYS = 0.2;
/** Cost per cell of distance, grey levels. */
const PER_CELL = 0.12;

const SIDES = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/** found: it is visible. covered: somebody stands in front of its last place. lost: it is not visible. */
export type Sight = 'found' | 'covered' | 'lost';

export interface FollowedThing {
  readonly place: Readonly<Offset>;
  readonly sight: Sight;
  /**
   * @param covered `[height, width]`: not 0 where somebody is
   * @param gain by which factor the picture is brighter than the one before
   */
  follow(picture: SmallPicture, covered: Uint8Array, gain: number): void;
}

/** @param shape where it is in the picture, on its own grid */
export function followThing(shape: Shape, picture: SmallPicture): FollowedThing {
  const { width, height } = picture;
  const cells = cellsOf(shape, width, height);
  const limit = Math.min(LIMIT.most, Math.max(LIMIT.least, LIKE * contrastOf(shape, picture)));
  const template = createTemplate(cells, picture);
  const { differenceAt } = template;
  const size = sizeOf(cells);
  const place: Offset = { x: 0, y: 0 };
  const speed: Offset = { x: 0, y: 0 };
  let sight: Sight = 'found';
  let searched = 0;

  /** Whether somebody stands in front of its last place. */
  function isCovered(covered: Uint8Array): boolean {
    const [dx, dy] = [Math.round(place.x), Math.round(place.y)];
    const behind = cells.filter(({ x, y }) => covered[(y + dy) * width + x + dx]);
    return behind.length > BEHIND * cells.length;
  }

  /** The best place around a given one, tried every `step` cells. */
  function bestNear(
    picture: SmallPicture,
    covered: Uint8Array,
    x: number,
    y: number,
    reach: number,
    step: number,
  ) {
    let best = { x, y, cost: Infinity, difference: Infinity };
    for (let dy = y - reach; dy <= y + reach; dy += step) {
      for (let dx = x - reach; dx <= x + reach; dx += step) {
        const difference = differenceAt(picture, dx, dy, covered);
        const cost = difference + PER_CELL * Math.hypot(dx - x, dy - y);
        if (cost < best.cost) best = { x: dx, y: dy, cost, difference };
      }
    }
    return best;
  }

  /** Subcell position: the minimum of a parabola. */
  function between(picture: SmallPicture, covered: Uint8Array, x: number, y: number): Offset {
    const at = (dx: number, dy: number) => differenceAt(picture, x + dx, y + dy, covered);
    const middle = at(0, 0);
    const offset = (before: number, after: number) => {
      const bend = before + after - 2 * middle;
      const share = bend > 1e-3 && Number.isFinite(bend) ? (before - after) / (2 * bend) : 0;
      return Math.min(0.5, Math.max(-0.5, share));
    };
    return { x: x + offset(at(-1, 0), at(1, 0)), y: y + offset(at(0, -1), at(0, 1)) };
  }

  function goTo(picture: SmallPicture, covered: Uint8Array, x: number, y: number): void {
    const next = between(picture, covered, x, y);
    speed.x = next.x - place.x;
    speed.y = next.y - place.y;
    place.x = next.x;
    place.y = next.y;
  }

  function rest(): void {
    speed.x = 0;
    speed.y = 0;
  }

  /** Moves to the best neighbouring place until none is better. */
  function descend(picture: SmallPicture, covered: Uint8Array, fromX: number, fromY: number) {
    let best = { x: fromX, y: fromY, difference: differenceAt(picture, fromX, fromY, covered) };
    for (let step = 0; step < MOST_STEPS; step++) {
      const { x, y } = best;
      for (const [dx, dy] of SIDES) {
        const difference = differenceAt(picture, x + dx, y + dy, covered);
        if (difference < best.difference - STAYS) best = { x: x + dx, y: y + dy, difference };
      }
      if (best.x === x && best.y === y) break;
    }
    return best;
  }

  /** Looks where it was, then where it was heading, then further away. @returns whether it was found */
  function lookNear(picture: SmallPicture, covered: Uint8Array): boolean {
    const [x, y] = [Math.round(place.x), Math.round(place.y)];
    let best = descend(picture, covered, x, y);
    if (!(best.difference < limit) || Math.hypot(speed.x, speed.y) > 1) {
      const going = descend(picture, covered, x + Math.round(speed.x), y + Math.round(speed.y));
      if (going.difference < best.difference - STAYS) best = going;
    }
    if (!(best.difference < limit) && sight !== 'lost') {
      const far = bestNear(picture, covered, x, y, FAR, COARSE);
      best = bestNear(picture, covered, far.x, far.y, 1, 1);
    }
    if (!(best.difference < limit)) return false;
    if (best.x === x && best.y === y) rest();
    else goTo(picture, covered, best.x, best.y);
    return true;
  }

  /** Whether its surroundings there differ from it: a plain thing matches every plain wall. */
  function standsOut(picture: SmallPicture, covered: Uint8Array, x: number, y: number): boolean {
    const sides = [differenceAt(picture, x - size.width, y, covered)];
    sides.push(differenceAt(picture, x + size.width, y, covered));
    sides.push(differenceAt(picture, x, y - size.height, covered));
    sides.push(differenceAt(picture, x, y + size.height, covered));
    return sides.filter((difference) => difference > limit).length >= 3;
  }

  /** Searches one part of the picture per frame. */
  function lookEverywhere(picture: SmallPicture, covered: Uint8Array): boolean {
    const middle = cells[cells.length >> 1]!;
    const across = Math.ceil(width / SEARCH_STEP);
    const places = across * Math.ceil(height / SEARCH_STEP);
    let best = { x: 0, y: 0, difference: Infinity };
    for (let i = 0; i < SHARE * places; i++) {
      searched = (searched + 1) % places;
      const x = (searched % across) * SEARCH_STEP - middle.x;
      const y = Math.floor(searched / across) * SEARCH_STEP - middle.y;
      const difference = differenceAt(picture, x, y, covered);
      if (difference < best.difference) best = { x, y, difference };
    }
    // The best match may lie between two of the places tried.
    if (!(best.difference < 2 * limit)) return false;
    const near = bestNear(picture, covered, best.x, best.y, SEARCH_STEP - 1, 1);
    if (!(near.difference < FOUND_AGAIN * limit)) return false;
    if (!standsOut(picture, covered, near.x, near.y)) return false;
    goTo(picture, covered, near.x, near.y);
    rest();
    return true;
  }

  return {
    place,
    get sight() {
      return sight;
    },
    follow(picture, covered, gain) {
      template.brighten(gain);
      if (lookNear(picture, covered)) {
        sight = 'found';
        template.learn(picture, Math.round(place.x), Math.round(place.y), covered);
        return;
      }
      rest();
      if (lookEverywhere(picture, covered)) sight = 'found';
      else sight = isCovered(covered) ? 'covered' : 'lost';
    },
  };
}
