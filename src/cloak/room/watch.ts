// Watches the room on a small picture, frame by frame: how the light differs from the plate's, whether the camera
// moved, what belongs to the person besides the mask, and what was never seen. It derives what the full-size plate
// has to do. No full-size pixels here. The file is longer than others because it holds the order of these steps.
import type { PersonMask } from '../../frame/person-mask.ts';
import { STILL } from '../../frame/motion.ts';
import type { SmallPicture } from '../../frame/small-picture.ts';
import type { HideMap } from '../plate.ts';
import { isBlank } from './blank.ts';
import { createChanges } from './changes.ts';
import { createComparison } from './comparison.ts';
import { createDarkness, spreadOver } from './darkness.ts';
import { isTestCard } from './drawn-card.ts';
import { createHiddenPlaces, type Hidden } from './hidden-places.ts';
import { createPlateMap, type MapCopy } from './plate-map.ts';
import { createRoomLight } from './room-light.ts';
import type { RoomView } from './room-view.ts';
import { around, either, rectanglesOf } from './things-in-room.ts';

/** If less of the frame can be compared, nothing is concluded from it. */
const LEAST_VISIBLE = 0.1;
/**
 * A frame that is darker than the known room can still be used from this standard deviation on. Grey levels
 */
const TELLING_DEVIATION = 12;
/** A plate first learned at a mean below this is worthless, grey levels, */
const POOR_LIGHT = 32;
/** once the frame is this many times brighter. */
const MUCH_BRIGHTER = 2;
/** A drawn picture that lasts longer than this, s, is not a camera's test card but the source's content. */
const CARD_LASTS = 10;

export interface Watch {
  /**
   * @param seconds since the last frame
   * @param wanted what to hide besides the person. Default: nothing more, with the smallest margin
   */
  run(
    picture: SmallPicture,
    mask: PersonMask,
    seconds: number,
    isLearning: boolean,
    wanted?: Hidden,
  ): RoomView;
  /** Call when everything unknown in the last frame's hole has been guessed. */
  guessed(): void;
  /**
   * The room in the last frame's light, `[height, width, 3]` in 0..255, and each pixel's confidence, 0..1; valid
   * until the next run. Undefined while nothing is known.
   */
  remembered(): { room: Float32Array; confidence: Float32Array } | undefined;
  /** Copies what is known about the room. */
  keep(): KeptWatch;
  /**
   * Replaces what is known about the room with a copy. The next frame may show it in a different light or position.
   */
  restore(kept: KeptWatch): void;
  forget(): void;
}

export interface KeptWatch {
  map: MapCopy;
  /** Mean luma of the plate's first frame, grey levels. */
  learntIn: number | undefined;
}

/**
 * @param width px of the small picture
 * @param height px of the small picture
 * @param scale px of the frame per px of the small picture
 */
export function createWatch(width: number, height: number, scale: number): Watch {
  const plate = createPlateMap(width, height);
  const comparison = createComparison(width, height);
  const light = createRoomLight(width, height);
  const places = createHiddenPlaces(width, height);
  const changes = createChanges(width, height);
  const darkness = createDarkness();
  const everything: HideMap = { data: new Uint8Array(2 * width * height), width, height };
  let cardFor = 0; // s
  /** Mean luma of the plate's first frame, grey levels. */
  let learntIn: number | undefined;

  function forget(): void {
    plate.forget();
    darkness.forget();
    learntIn = undefined;
    changes.forget();
    light.forget();
  }

  /** @returns the share of the frame that can be compared, 0..1 */
  const compare = (picture: SmallPicture) => comparison.take(picture, plate, places.isBeside);

  const showsAnotherRoom = (picture: SmallPicture) =>
    comparison.showsAnotherRoom(picture, plate, light.even);

  /** How much is known about the frame and the hole. */
  const survey = () => ({ ...places.survey(plate.confidence), zones: places.zones });

  /**
   * The frame does not show the room: nothing is learned from it. @param alpha of the plate over the frame, 0..255
   */
  function learnNothing(seconds: number, alpha: number): RoomView {
    const { now, tolerance, residual } = light;
    const step = { seconds, tolerance, isLearning: false };
    for (let at = 0; at < everything.data.length; at += 2) {
      everything.data[at] = alpha;
      everything.data[at + 1] = 255;
    }
    places.hideAll(everything);
    plate.observe(residual, places.hidden, now.light, step);
    return {
      isBlind: alpha > 0,
      isNews: false,
      carries: [],
      light: now,
      observation: step,
      hide: everything,
      ...survey(),
    };
  }

  /**
   * Whether too little of the room is left in the frame to learn from. @param seconds since the last frame
   */
  function isTooDark(picture: SmallPicture, seconds: number): boolean {
    const { plateLuma, frameLuma, weights } = comparison;
    const { confidence } = plate;
    const shown = { plate: plateLuma, frame: frameLuma, weights, confidence };
    if (!darkness.isDark(shown, seconds)) return false;
    const isTelling = comparison.spread().deviation >= TELLING_DEVIATION;
    return !(isTelling && showsAnotherRoom(picture));
  }

  /** Whether the plate was learned in so little light that it should be learned again. */
  function wasLearntInTheDark(): boolean {
    const { mean } = comparison.spread();
    return learntIn !== undefined && learntIn < POOR_LIGHT && mean > MUCH_BRIGHTER * learntIn;
  }

  /** Whether the camera shows a test card instead of the room: drawn, with nobody in it. */
  function isCard(picture: SmallPicture, seconds: number): boolean {
    const isShown = isTestCard(picture) && !places.isAnybody() && comparison.hasOtherPatterns();
    cardFor = isShown ? cardFor + seconds : 0;
    return isShown && cardFor < CARD_LASTS;
  }

  /** Moves the plate with the camera if that moved. @returns how to carry the full-size plate */
  function followCamera(picture: SmallPicture): RoomView['carries'] {
    const motion = comparison.findMotion();
    if (motion === STILL) return [];
    plate.move(motion);
    places.moveZones(motion);
    const inFrame = { ...motion, x: motion.x * scale, y: motion.y * scale };
    compare(picture);
    return [{ light: light.now, carry: { motion: inFrame, relight: false } }];
  }

  /** Tracks the light, and relights the plate where its light is far off. */
  function followLight(picture: SmallPicture, seconds: number) {
    const carries: RoomView['carries'] = [];
    const weigh = () => comparison.weighForLight(picture, places.distance, places.hiddenReach);
    const { isSudden, isFar } = light.follow(plate.colour, picture, comparison, weigh, seconds);
    if (isFar) {
      light.match(plate.colour, picture);
      const { light: even, field } = light.now;
      carries.push({
        light: { light: even, field: { ...field, data: field.data.slice() } },
        carry: { motion: STILL, relight: true },
      });
      plate.relight(light.matched);
      light.reset();
    }
    return { isSudden, carries };
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
    guessed: () => plate.guess(places.hidden),
    remembered() {
      if (learntIn === undefined) return undefined;
      light.match(plate.colour); // includes what the last frame taught
      return { room: light.matched, confidence: plate.confidence };
    },
    run(picture, mask, seconds, isLearning, wanted = {}) {
      places.look(mask, wanted);
      let forgotten: string | undefined;
      let isSudden = false;
      let carries: RoomView['carries'] = [];

      if (isBlank(picture)) return learnNothing(seconds, 255);
      if (compare(picture) > LEAST_VISIBLE) {
        if (isCard(picture, seconds)) return learnNothing(seconds, 0);
        if (isTooDark(picture, seconds)) {
          light.followEven(plate.colour, picture, comparison.weights);
          return learnNothing(seconds, 255);
        }
        if (wasLearntInTheDark()) {
          forget();
          forgotten = 'It is brighter now: Vanish relearns the room.';
        }
      }
      learntIn ??= spreadOver(comparison.frameLuma, () => true).mean;
      if (!forgotten && compare(picture) > LEAST_VISIBLE) {
        carries = followCamera(picture);
        if (showsAnotherRoom(picture)) {
          forget();
          carries = [];
          forgotten = 'The camera moved: Vanish relearns the room.';
        }
      }
      if (!forgotten) {
        const followed = followLight(picture, seconds);
        isSudden = followed.isSudden;
        carries = [...carries, ...followed.carries];
      }
      light.match(plate.colour, picture);
      const { now, tolerance, residual, matched } = light;
      const { distance, holeReach, hiddenReach, keptNear, things } = places;
      const known = either(
        things.known(residual, plate.confidence, distance, tolerance, hiddenReach),
        wanted.mistaken && around(wanted.mistaken, { width, height, reach: hiddenReach }),
      );
      if (known) plate.forgetIn(known);
      const step = { seconds, tolerance, isLearning };
      const hide = changes.find(picture.data, matched, plate.confidence, distance, {
        holeReach,
        tolerance,
        seconds,
        isSudden,
        kept: keptNear,
      });
      places.hideIn(hide);
      const isNews = plate.observe(residual, places.hidden, now.light, step);
      return {
        isBlind: false,
        isNews,
        forgotten,
        carries,
        forgetIn: known && rectanglesOf(known, width, height),
        light: now,
        observation: step,
        hide,
        ...survey(),
      };
    },
  };
}
