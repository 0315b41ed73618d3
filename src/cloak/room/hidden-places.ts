// Where the frame does not show the room, or must not: the hole of people and things, zones, and the surroundings of
// people who are kept visible. On the small picture.
import { HOLE, MARGIN, MASK_THRESHOLD } from '../../frame/geometry.ts';
import type { Motion } from '../../frame/motion.ts';
import type { PersonMask } from '../../frame/person-mask.ts';
import type { KeptMap } from '../../segmentation/following.ts';
import type { HideMap } from '../plate.ts';
import type { ThingMap } from '../things/things.ts';
import { createZoneMap, moveZones, type Zone } from '../zones.ts';
import { distanceToPerson, FAR, spreadDistance } from './distance.ts';
import { surveyHole, type Survey } from './survey.ts';
import { createThingsInRoom, type ThingsInRoom } from './things-in-room.ts';

/**
 * Px of the small picture by which the hole is enlarged, so that only pixels surely outside it count as seen.
 */
const SPARE = 2;

/** What to hide besides the person. */
export interface Hidden {
  /** How far the hole reaches past the person, a share of the longest side. */
  margin?: number;
  /** Where the frame is neither shown nor learned. */
  zones?: readonly Zone[];
  /** Where people are kept visible: the frame is shown, but not learned. */
  kept?: KeptMap;
  /** Things that are removed; the mask contains them too. */
  things?: ThingMap;
  /** 1 where the plate shows somebody and must forget that; absent: nowhere. */
  mistaken?: Uint8Array;
}

export interface HiddenPlaces {
  /** Sets where people are in this frame, and what else to hide. */
  look(mask: PersonMask, wanted: Hidden): void;
  /** Moves the zones with the camera. @param motion px of the small picture */
  moveZones(motion: Motion): void;
  readonly zones: readonly Zone[];
  /** Within this distance of a person or a thing the frame is hole, px. */
  readonly holeReach: number;
  /** Within this distance nothing is learned from the frame, px. */
  readonly hiddenReach: number;
  /** `[height, width]`: px to the nearest person or thing that is removed. */
  readonly distance: Float32Array;
  /** `[height, width]`: 1 on and around people who are kept visible. */
  readonly keptNear: Uint8Array;
  readonly things: ThingsInRoom;
  /** Whether somebody is there. */
  isAnybody(): boolean;
  /** Whether the frame shows the room at a pixel. */
  isBeside(pixel: number): boolean;
  /**
   * Adds the zones, clears the people who are kept, and computes `hidden` and the hole.
   * @param hide what is hidden for other reasons; changed in place
   */
  hideIn(hide: HideMap): void;
  /**
   * Treats nothing of the frame as the room: everything is hidden, and there is no hole. @param hide changed in place
   */
  hideAll(hide: HideMap): void;
  /** `[height, width]`: 1 where nothing can be learned; valid after `hideIn` or `hideAll`. */
  readonly hidden: Uint8Array;
  /** How much is known about what is hidden. @param confidence of the plate, `[height, width]` */
  survey(confidence: Float32Array): Survey;
}

/** @param width px of the small picture @param height px of the small picture */
export function createHiddenPlaces(width: number, height: number): HiddenPlaces {
  const pixels = width * height;
  const longest = Math.max(width, height);
  let holeReach = 0;
  let hiddenReach = 0;
  const distance = new Float32Array(pixels);
  const hidden = new Uint8Array(pixels);
  /** 1 the people's hole, 2 a zone's or a thing's. */
  const hole = new Uint8Array(pixels);
  const keptNear = new Uint8Array(pixels);
  const toKept = new Float32Array(pixels);
  const things = createThingsInRoom(width, height);
  let isAnyKept = false;
  let zones: readonly Zone[] = [];
  let zoned = createZoneMap(zones, width, height);

  function setZones(next: readonly Zone[]): void {
    if (next === zones) return;
    zones = next;
    zoned = createZoneMap(next, width, height);
  }

  function setKept(kept: KeptMap | undefined): void {
    isAnyKept = kept !== undefined;
    keptNear.fill(0);
    if (!kept) return;
    for (let pixel = 0; pixel < pixels; pixel++) toKept[pixel] = kept[pixel] ? 0 : FAR;
    spreadDistance(toKept, width, height);
    for (let pixel = 0; pixel < pixels; pixel++)
      keptNear[pixel] = toKept[pixel]! <= hiddenReach ? 1 : 0;
  }

  /** Hides the zones too, and prevents learning there. */
  function hideZones({ data }: HideMap): void {
    if (zoned.count === 0) return;
    for (let pixel = 0; pixel < pixels; pixel++) {
      if (!zoned.data[pixel]) continue;
      data[2 * pixel] = 255;
      data[2 * pixel + 1] = 255;
      hidden[pixel] = 1;
      hole[pixel] ||= 2;
    }
  }

  /** Shows people who are kept, outside the hole of the others, and prevents learning there. */
  function showKept({ data }: HideMap): void {
    for (let pixel = 0; pixel < pixels; pixel++) {
      if (!keptNear[pixel]) continue;
      if (distance[pixel]! > holeReach) data[2 * pixel] = 0;
      data[2 * pixel + 1] = 255;
    }
  }

  return {
    distance,
    hidden,
    keptNear,
    things,
    get zones() {
      return zones;
    },
    get holeReach() {
      return holeReach;
    },
    get hiddenReach() {
      return hiddenReach;
    },
    look(mask, { margin = MARGIN.least, ...wanted }) {
      setZones(wanted.zones ?? zones);
      holeReach = (margin + HOLE.feather) * longest + 1;
      hiddenReach = holeReach + SPARE;
      setKept(wanted.kept);
      things.set(wanted.things);
      distanceToPerson(mask, MASK_THRESHOLD, width, height, distance);
    },
    moveZones: (motion) => setZones(moveZones(zones, motion, width, height)),
    isAnybody: () => !distance.every((far) => far > 0),
    isBeside: (pixel) => distance[pixel]! > hiddenReach && !zoned.data[pixel] && !keptNear[pixel],
    hideIn(hide) {
      if (isAnyKept) showKept(hide);
      for (let pixel = 0; pixel < pixels; pixel++) {
        const isThing = things.distance(pixel) <= holeReach;
        hole[pixel] = distance[pixel]! > holeReach ? 0 : isThing ? 2 : 1;
        hidden[pixel] = distance[pixel]! <= hiddenReach || hide.data[2 * pixel + 1]! > 127 ? 1 : 0;
      }
      hideZones(hide);
    },
    hideAll(hide) {
      hidden.fill(1);
      hideZones(hide);
      hole.fill(0); // nothing may be guessed from this frame
    },
    survey: (confidence) =>
      surveyHole({
        hole,
        zoned: zoned.data,
        zonedPixels: zoned.count,
        confidence,
        width,
        height,
      }),
  };
}
