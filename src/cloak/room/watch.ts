// Watches the room on a small picture, frame by frame: how the light differs from the plate's, whether
// the camera moved, what belongs to the person beside the mask, and what was never seen. Says what the
// plate at full size is to do; no full-size pixels here.
import type { KeptMap } from '../../segmentation/following.ts';
import type { PersonMask } from '../../frame/person-mask.ts';
import { HOLE, MARGIN, MASK_THRESHOLD, type Rect } from '../../frame/geometry.ts';
import type { Carry, FrameLight, HideMap, Observation } from '../plate.ts';
import type { ThingMap } from '../things/things.ts';
import { createZoneMap, moveZones, type Zone } from '../zones.ts';
import { createAligner } from './alignment.ts';
import { isBlank } from './blank.ts';
import { createChanges } from './changes.ts';
import { createDarkness, spreadOver } from './darkness.ts';
import { distanceToPerson, FAR, spreadDistance } from './distance.ts';
import { createLightField } from './light-field.ts';
import { fitLight, SAME_LIGHT, type Light } from './light.ts';
import { reachOf, STILL, type Motion } from '../../frame/motion.ts';
import { createPlateMap, type MapCopy } from './plate-map.ts';
import { SEEN_FROM } from './report.ts';
import type { SmallPicture } from '../../frame/small-picture.ts';
import { structureLikeness } from './structure.ts';
import { isTestCard } from './drawn-card.ts';
import { around, createThingsInRoom, either, rectanglesOf } from './things-in-room.ts';

/** Motion below this is the estimate's own noise, px of the small picture. */
const LEAST_MOTION = 0.12;
/** Motion counts when it explains at least this share of the difference. */
const LEAST_GAIN = 0.3;
/** With less likeness than this the camera shows something else. */
const LEAST_LIKENESS = 0.3;
/** ... unless so large a share of it is as it was: then something moves in front of it. */
const MOST_ALIKE = 0.75;
/** Grey levels up to which it is. */
const ALIKE = 10;
/** With less of the frame to go by than this, nothing is concluded from it. */
const LEAST_VISIBLE = 0.1;
/** The plate is put into the frame's light when that differs from its own by more, grey levels. */
const RELIGHT_AT = 10;
/** ... and at once when so small a share of the room is as it was. */
const SUDDEN_BELOW = 0.5;
/** Px of the small picture by which the hole is taken larger than it is: what counts as seen must be. */
const SPARE = 2;

/** A frame that is darker than the room is known says something about the room from this deviation on. Grey levels */
const TELLING_DEVIATION = 12;
/** What was first learnt with a mean below this is worth nothing, grey levels, */
const POOR_LIGHT = 32;
/** once it is so many times brighter. */
const MUCH_BRIGHTER = 2;
/** A drawn picture that lasts for longer (s) is no camera's card, but what the source shows now. */
const CARD_LASTS = 10;

/** What the room is in a frame. */
export interface RoomView {
  /** The frame shows nothing of the room: nothing is learnt, and the plate is shown everywhere. */
  isBlind: boolean;
  /** Something of the room was seen for the first time, or is another than it was. */
  isNews: boolean;
  /** Set when the plate is to be forgotten: why, as a sentence. */
  forgotten?: string;
  /** What is to be done with the plate before it is shown, in this order. */
  carries: { light: FrameLight; carry: Carry }[];
  /** Parts of the frame that are to be forgotten after that: the plate knows a thing there that goes. Absent: none. */
  forgetIn?: readonly Rect[];
  /** Against the plate after that. */
  light: FrameLight;
  observation: Observation;
  /** What is hidden beside the hole. */
  hide: HideMap;
  /** Bounds of what the hole hides and was never seen nor guessed; absent when there is no such pixel. */
  unknown?: Rect;
  /** Bounds of what the hole hides and was never seen, guessed or not. */
  unseen?: Rect;
  /** How many pixels of the small picture that is. */
  unseenPixels: number;
  /** Of the hole of people, 0..1; absent when there is none. */
  seenOfHole?: number;
  /** Of the frame beside the zones, 0..1. */
  seenOfFrame: number;
  /** The zones where this frame shows what was in them: others where the camera moved, or the very same. */
  zones: readonly Zone[];
}

/** What is to be hidden beside the person. */
export interface Hidden {
  /** How far the hole reaches past the person, a share of the longest side. */
  margin?: number;
  /** Where nothing is shown nor learnt of the frame. */
  zones?: readonly Zone[];
  /** Where people are kept: the frame shows, and nothing is learnt. */
  kept?: KeptMap;
  /** Things that go; they are in the mask too. */
  things?: ThingMap;
  /** 1 where the plate shows somebody, and has to forget that; absent: nowhere. */
  mistaken?: Uint8Array;
}

export interface Watch {
  /**
   * @param seconds since the frame before
   * @param wanted what is hidden beside the person. Default: as little as may be
   */
  run(
    picture: SmallPicture,
    mask: PersonMask,
    seconds: number,
    isLearning: boolean,
    wanted?: Hidden,
  ): RoomView;
  /** Everything unknown in the last frame's hole was guessed. */
  guessed(): void;
  /**
   * The room as it was in the last frame's light, `[height, width, 3]` in 0..255, and how sure each pixel is, 0..1; good
   * until the next run. Absent while nothing is known of it.
   */
  remembered(): { room: Float32Array; confidence: Float32Array } | undefined;
  /** A copy of what is known of the room. */
  keep(): KeptWatch;
  /** Of the room is known what was kept, and nothing else: the next frame may show it in another light or place. */
  restore(kept: KeptWatch): void;
  forget(): void;
}

export interface KeptWatch {
  map: MapCopy;
  /** The mean of what the plate began with, grey levels. */
  learntIn: number | undefined;
}

/** Brighter values may be clipped. */
const BRIGHTEST = 250;
/** The person's shadow may lie so far away, in shares of the longest side. */
const SHADOW_REACH = 0.2;

/**
 * @param width, height px of the small picture
 * @param scale px of the frame per px of the small picture
 */
export function createWatch(width: number, height: number, scale: number): Watch {
  const pixels = width * height;
  const longest = Math.max(width, height);
  /** So far from the person the frame is hole, and nothing is learnt of it; px. */
  let holeReach = 0;
  let hiddenReach = 0;
  const plate = createPlateMap(width, height);
  const aligner = createAligner(width, height);
  const changes = createChanges(width, height);
  const field = createLightField(width, height);
  const distance = new Float32Array(pixels);
  const weights = new Float32Array(pixels);
  const plateLuma = new Float32Array(pixels);
  const frameLuma = new Float32Array(pixels);
  const matched = new Float32Array(3 * pixels);
  const residual = new Float32Array(3 * pixels);
  const hidden = new Uint8Array(pixels);
  /** 1 is the people's, 2 a zone's or a thing's. */
  const hole = new Uint8Array(pixels);
  /** 1 where people are kept, and around them. */
  const keptNear = new Uint8Array(pixels);
  const toKept = new Float32Array(pixels);
  const everything: HideMap = { data: new Uint8Array(2 * pixels), width, height };
  const darkness = createDarkness();
  const things = createThingsInRoom(width, height);
  let zones: readonly Zone[] = [];
  let zoned = createZoneMap(zones, width, height);
  let light: Light | undefined;
  let tolerance = 12;
  let cardFor = 0; // s
  /** The mean of what the plate began with, grey levels. */
  let learntIn: number | undefined;

  function forget(): void {
    plate.forget();
    darkness.forget();
    learntIn = undefined;
    changes.forget();
    field.reset();
    light = undefined;
  }

  function setZones(next: readonly Zone[]): void {
    if (next === zones) return;
    zones = next;
    zoned = createZoneMap(next, width, height);
  }

  /** Hides the zones too, and keeps them from being learnt. */
  function hideZones(hide: HideMap): void {
    if (zoned.count === 0) return;
    for (let pixel = 0; pixel < pixels; pixel++) {
      if (!zoned.data[pixel]) continue;
      hide.data[2 * pixel] = 255;
      hide.data[2 * pixel + 1] = 255;
      hidden[pixel] = 1;
      hole[pixel] ||= 2;
    }
  }

  function setKept(kept: KeptMap | undefined): void {
    keptNear.fill(0);
    if (!kept) return;
    for (let pixel = 0; pixel < pixels; pixel++) toKept[pixel] = kept[pixel] ? 0 : FAR;
    spreadDistance(toKept, width, height);
    for (let pixel = 0; pixel < pixels; pixel++)
      keptNear[pixel] = toKept[pixel]! <= hiddenReach ? 1 : 0;
  }

  /** Shows who is kept, beside the hole of the others, and keeps them from being learnt. */
  function showKept(hide: HideMap): void {
    for (let pixel = 0; pixel < pixels; pixel++) {
      if (!keptNear[pixel]) continue;
      if (distance[pixel]! > holeReach) hide.data[2 * pixel] = 0;
      hide.data[2 * pixel + 1] = 255;
    }
  }

  /** Takes in what the frame shows of the room beside the person and the zones. @returns its share of the frame */
  function weigh({ data }: SmallPicture): number {
    let visible = 0;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const at = 3 * pixel;
      const isSeen = plate.confidence[pixel]! >= SEEN_FROM;
      const isBeside = distance[pixel]! > hiddenReach && !zoned.data[pixel] && !keptNear[pixel];
      weights[pixel] = isSeen && isBeside ? 1 : 0;
      visible += weights[pixel]!;
      frameLuma[pixel] = luma(data[4 * pixel]!, data[4 * pixel + 1]!, data[4 * pixel + 2]!);
      plateLuma[pixel] = luma(plate.colour[at]!, plate.colour[at + 1]!, plate.colour[at + 2]!);
    }
    return visible / pixels;
  }

  /**
   * Near the person the room may be in their shadow: what is further away says more about the light.
   * What is clipped says nothing.
   */
  function weighForLight({ data }: SmallPicture): void {
    const far = SHADOW_REACH * longest;
    for (let pixel = 0; pixel < pixels; pixel++) {
      if (weights[pixel]! <= 0) continue;
      const at = 4 * pixel;
      const most = Math.max(data[at]!, data[at + 1]!, data[at + 2]!);
      const share = (distance[pixel]! - hiddenReach) / far;
      weights[pixel] = most > BRIGHTEST ? 0 : Math.min(1, Math.max(0.05, share));
    }
  }

  function findMotion(): Motion {
    const { motion, error, errorAtRest, isCertain } = aligner.align(plateLuma, frameLuma, weights);
    const isReal = reachOf(motion, longest) > LEAST_MOTION;
    return isCertain && isReal && error < (1 - LEAST_GAIN) * errorAtRest ? motion : STILL;
  }

  function hasOtherPatterns(): boolean {
    const likeness = structureLikeness(plateLuma, frameLuma, weights, width, height);
    return likeness !== undefined && likeness < LEAST_LIKENESS;
  }

  /** Whether the patterns have nothing to do with each other, and not only where something moves. */
  function showsAnotherRoom(data: Uint8ClampedArray): boolean {
    if (!hasOtherPatterns()) return false;
    const fit = fitLight(plate.colour, data, weights, light);
    if (!fit) return false;
    const gain = fit.light.gain[1];
    const offset = fit.light.offset[1];
    let [all, alike] = [0, 0];
    for (let pixel = 0; pixel < pixels; pixel++) {
      if (weights[pixel]! <= 0) continue;
      all++;
      const expected = gain * plate.colour[3 * pixel + 1]! + offset;
      if (Math.abs(data[4 * pixel + 1]! - expected) < ALIKE) alike++;
    }
    return alike < MOST_ALIKE * all;
  }

  /** Follows small changes of the light slowly, so that nothing flickers, and large ones at once. */
  function follow(fitted: Light): Light {
    if (!light) return fitted;
    const last = light;
    const far = Math.max(
      ...fitted.gain.map((gain, c) =>
        Math.abs(128 * (gain - last.gain[c]!) + fitted.offset[c]! - last.offset[c]!),
      ),
    );
    const share = Math.min(1, Math.max(0.15, far / 4));
    const towards = (a: number, b: number) => a + share * (b - a);
    return {
      gain: mapThree((c) => towards(last.gain[c]!, fitted.gain[c]!)),
      offset: mapThree((c) => towards(last.offset[c]!, fitted.offset[c]!)),
    };
  }

  /** Puts the plate into a light, in `matched`. */
  function matchPlate(to: Light, withField: boolean): void {
    if (withField)
      field.sample(matched); // what is to be added
    else matched.fill(0);
    for (let c = 0; c < 3; c++) {
      const gain = to.gain[c]!;
      const offset = to.offset[c]!;
      for (let at = c; at < matched.length; at += 3) {
        matched[at] = (1 + matched[at]!) * (gain * plate.colour[at]! + offset);
      }
    }
  }

  function match(to: Light, picture: SmallPicture, withField: boolean): void {
    matchPlate(to, withField);
    for (let c = 0; c < 3; c++) {
      for (let at = c, from = c; at < matched.length; at += 3, from += 4) {
        residual[at] = picture.data[from]! - matched[at]!;
      }
    }
  }

  const isVisible = (pixel: number) => weights[pixel]! > 0;
  const lightNow = (now: Light): FrameLight => ({ light: now, field: field.grid });

  /** The frame is not the room's: nothing of it is learnt. @param alpha of the plate over it, 0..255 */
  function learnNothing(seconds: number, alpha: number): RoomView {
    const now = light ?? SAME_LIGHT;
    const step = { seconds, tolerance, isLearning: false };
    for (let pixel = 0; pixel < pixels; pixel++) {
      everything.data[2 * pixel] = alpha;
      everything.data[2 * pixel + 1] = 255;
    }
    hidden.fill(1);
    plate.observe(residual, hidden, now, step);
    hideZones(everything);
    hole.fill(0); // nobody is looked for, and nothing is to be guessed from this frame
    return {
      ...{ isBlind: alpha > 0, isNews: false, carries: [] },
      ...{ light: lightNow(now), observation: step },
      ...{ hide: everything, ...survey() },
    };
  }

  /** Whether so little of the room is left in the frame that it must not teach. @param seconds as above */
  function isTooDark({ data }: SmallPicture, seconds: number): boolean {
    const { confidence } = plate;
    const shown = { plate: plateLuma, frame: frameLuma, weights, confidence };
    if (!darkness.isDark(shown, seconds)) return false;
    const isTelling = spreadOver(frameLuma, isVisible).deviation >= TELLING_DEVIATION;
    return !(isTelling && showsAnotherRoom(data));
  }

  /** Whether the plate was learnt in so little light that it is better learnt anew. */
  function wasLearntInTheDark(): boolean {
    const { mean } = spreadOver(frameLuma, isVisible);
    return learntIn !== undefined && learntIn < POOR_LIGHT && mean > MUCH_BRIGHTER * learntIn;
  }

  /** Whether a camera shows a card instead of the room: drawn, with nobody in it. */
  function isCard(picture: SmallPicture, seconds: number): boolean {
    const isShown = isTestCard(picture) && distance.every((far) => far > 0) && hasOtherPatterns();
    cardFor = isShown ? cardFor + seconds : 0;
    return isShown && cardFor < CARD_LASTS;
  }

  return {
    forget,
    keep: () => ({ map: plate.keep(), learntIn }),
    restore(kept) {
      forget();
      plate.restore(kept.map);
      learntIn = kept.learntIn;
    },
    // The full-size plate has seen what lies in the margin.
    guessed: () => plate.guess(hidden),
    remembered() {
      if (learntIn === undefined) return undefined;
      matchPlate(light ?? SAME_LIGHT, true); // with what the last frame has taught
      return { room: matched, confidence: plate.confidence };
    },
    run(picture, mask, seconds, isLearning, wanted = {}) {
      const { data } = picture;
      const { margin = MARGIN.least } = wanted;
      setZones(wanted.zones ?? zones);
      holeReach = (margin + HOLE.feather) * longest + 1;
      hiddenReach = holeReach + SPARE;
      setKept(wanted.kept);
      things.set(wanted.things);
      distanceToPerson(mask, MASK_THRESHOLD, width, height, distance);
      let forgotten: string | undefined;
      let isSudden = false;
      const carries: RoomView['carries'] = [];

      if (isBlank(picture)) return learnNothing(seconds, 255);
      if (weigh(picture) > LEAST_VISIBLE) {
        if (isCard(picture, seconds)) return learnNothing(seconds, 0);
        if (isTooDark(picture, seconds)) {
          const fit = fitLight(plate.colour, data, weights, light);
          if (fit) light = follow(fit.light);
          return learnNothing(seconds, 255);
        }
        if (wasLearntInTheDark()) {
          forget();
          forgotten = 'It is lighter now: Vanish learns the room anew.';
        }
      }
      learntIn ??= spreadOver(frameLuma, () => true).mean;
      if (!forgotten && weigh(picture) > LEAST_VISIBLE) {
        const motion = findMotion();
        if (motion !== STILL) {
          plate.move(motion);
          setZones(moveZones(zones, motion, width, height));
          const inFrame = { ...motion, x: motion.x * scale, y: motion.y * scale };
          const carry = { motion: inFrame, relight: false };
          carries.push({ light: lightNow(light ?? SAME_LIGHT), carry });
          weigh(picture);
        }
        if (showsAnotherRoom(data)) {
          forget();
          carries.length = 0;
          forgotten = 'The camera moved: Vanish learns the room anew.';
        }
      }
      if (!forgotten) {
        const even = fitLight(plate.colour, data, weights, light);
        if (even) {
          isSudden = even.inlierShare < SUDDEN_BELOW;
          const uneven = isSudden && fitLight(plate.colour, data, weights, undefined, true);
          const fit = uneven || even;
          light = follow(fit.light);
          tolerance = Math.min(40, Math.max(12, 5 * fit.spread));
          match(light, picture, false);
          weighForLight(picture);
          field.update(residual, matched, weights, seconds, isSudden);
          const { gain, offset } = light;
          const far = Math.max(
            128 * field.largest(),
            ...gain.map((value, c) => Math.abs(128 * (value - 1) + offset[c]!)),
          );
          if (far > RELIGHT_AT) {
            match(light, picture, true);
            carries.push({
              light: { light, field: { ...field.grid, data: field.grid.data.slice() } },
              carry: { motion: STILL, relight: true },
            });
            plate.relight(matched);
            field.reset();
            light = SAME_LIGHT;
          }
        }
      }
      const now = light ?? SAME_LIGHT;
      match(now, picture, true);
      const known = either(
        things.known(residual, plate.confidence, distance, tolerance, hiddenReach),
        wanted.mistaken && around(wanted.mistaken, { width, height, reach: hiddenReach }),
      );
      if (known) plate.forgetIn(known);
      const step = { seconds, tolerance, isLearning };
      const hide = changes.find(data, matched, plate.confidence, distance, {
        ...{ holeReach, tolerance, seconds, isSudden, kept: keptNear },
      });
      if (wanted.kept) showKept(hide);
      for (let pixel = 0; pixel < pixels; pixel++) {
        const isThing = things.distance(pixel) <= holeReach;
        hole[pixel] = distance[pixel]! > holeReach ? 0 : isThing ? 2 : 1;
        hidden[pixel] = distance[pixel]! <= hiddenReach || hide.data[2 * pixel + 1]! > 127 ? 1 : 0;
      }
      hideZones(hide);
      const isNews = plate.observe(residual, hidden, now, step);
      return {
        ...{ isBlind: false, isNews, forgotten, carries },
        forgetIn: known && rectanglesOf(known, width, height),
        ...{ light: lightNow(now), observation: step },
        ...{ hide, ...survey() },
      };
    },
  };

  /** What the plate knows of the frame and of the hole. */
  function survey() {
    const unknown = createBounds(width, height);
    const unseen = createBounds(width, height);
    /** All that is hidden, and of that what the people hide. */
    let [holePixels, seenPixels, unseenPixels, unseenBehind] = [0, 0, 0, 0];
    for (let pixel = 0; pixel < pixels; pixel++) {
      const known = plate.confidence[pixel]!;
      const isSeen = known >= SEEN_FROM;
      if (isSeen && !zoned.data[pixel]) seenPixels++;
      if (!hole[pixel]) continue;
      const isBehind = hole[pixel] === 1;
      if (isBehind) holePixels++;
      if (isSeen) continue;
      unseenPixels++;
      if (isBehind) unseenBehind++;
      unseen.add(pixel);
      if (known === 0) unknown.add(pixel);
    }
    return {
      unknown: unknown.rect(),
      unseen: unseen.rect(),
      unseenPixels,
      seenOfHole: holePixels > 0 ? 1 - unseenBehind / holePixels : undefined,
      seenOfFrame: seenPixels / Math.max(1, pixels - zoned.count),
      zones,
    };
  }
}

function luma(r: number, g: number, b: number): number {
  return 0.299 * r + 0.587 * g + 0.114 * b;
}

function mapThree(value: (c: 0 | 1 | 2) => number): [number, number, number] {
  return [value(0), value(1), value(2)];
}

/** Collects pixels; gives the smallest part of the frame that holds them. */
function createBounds(width: number, height: number) {
  let [left, top, right, bottom] = [width, height, -1, -1];
  return {
    add(pixel: number) {
      const x = pixel % width;
      const y = (pixel - x) / width;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    },
    rect(): Rect | undefined {
      if (right < 0) return undefined;
      return {
        x: left / width,
        y: top / height,
        width: (right + 1 - left) / width,
        height: (bottom + 1 - top) / height,
      };
    },
  };
}
