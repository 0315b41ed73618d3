// A picture of the empty room becomes what is known of it, where nothing was seen so far: placed and lit as the camera's,
// or refused with a sentence. Nobody who is in the picture comes with it.
import type { PersonMask } from '../../frame/person-mask.ts';
import { MASK_THRESHOLD } from '../../frame/geometry.ts';
import type { PlatePasses } from '../passes.ts';
import type { FrameLight, PlateCopy } from '../plate.ts';
import { distanceToPerson } from '../room/distance.ts';
import { createLightField } from '../room/light-field.ts';
import { SEEN_FROM } from '../room/report.ts';
import { smallSize, type SmallPicture } from '../../frame/small-picture.ts';
import { around } from '../room/things-in-room.ts';
import type { Watch } from '../room/watch.ts';
import type { ThingMap } from '../things/things.ts';
import { fitPicture, type Fit, type Misfit } from './fit.ts';
import { transformOf, type Size } from './placement.ts';

/** px of the longer side on which the picture is compared. */
const COMPARED_SIDE = 320;
/** A picture needs so many pixels for one of the camera's, along each side. */
const LEAST_PIXELS = 0.5;
/** Around people in the picture so much is left out, a share of its longer side. */
const AROUND_PEOPLE = 0.03;
/** px of the small picture around things that go in which the picture is not believed. */
const AROUND_THINGS = 8;
/** With more of the picture left out than this, it is none of an empty room. */
const MOST_PEOPLE = 0.5;
/** What comes of a picture is as sure as what was seen once: as soon as it is seen otherwise, that counts. */
const CONFIDENCE = 0.6;

const REFUSALS: Record<Misfit, string> = {
  little:
    'Too little of the room is visible at the moment to compare the picture with. Step aside a little, and bring it again.',
  other:
    'The picture does not show what the camera shows: it is of another room, or taken from another place. Nothing was changed.',
};

/** A picture that cannot be the room; the message is a sentence. */
export class UnfitRoomError extends Error {
  override readonly name = 'UnfitRoomError';
}

export interface Bringing {
  /** Upright and opaque. */
  picture: OffscreenCanvas;
  /** Who is in it. */
  people: PersonMask;
  /** Of the camera's pictures, px. */
  camera: Size;
  watch: Watch;
  plate: PlatePasses;
  /** Things that go: the picture may hold them too. */
  things?: ThingMap;
}

/**
 * No frame may be run meanwhile.
 * @returns what came of it, as a sentence
 * @throws UnfitRoomError when it is refused, and nothing was changed
 */
export async function bringRoom(bringing: Bringing): Promise<string> {
  const { picture, people, camera, watch, plate, things } = bringing;
  if (Math.max(picture.width / camera.width, picture.height / camera.height) < LEAST_PIXELS) {
    throw new UnfitRoomError(
      `The picture has ${picture.width} x ${picture.height} pixels, too few for the camera’s ${camera.width} x ${camera.height}.`,
    );
  }
  const small = smallOf(picture);
  const hidden = leaveOut(small, people);
  if (hidden > MOST_PEOPLE) {
    throw new UnfitRoomError('Somebody fills the picture: bring one of the empty room.');
  }
  const kept = watch.keep();
  const size = smallSize(camera.width, camera.height);
  const fit = fitPicture(small, { ...size, ...kept.map });
  if (typeof fit === 'string') throw new UnfitRoomError(REFUSALS[fit]);
  const copy = await plate.read();
  const placed = draw(picture, fit, camera);
  const isMissing = whereMissing(fit.trusted, size, kept.map.confidence, things);
  const share = merge(copy, placed, fit.light, isMissing, size);
  if (share === 0) return 'The picture fits, and shows nothing that was not known.';
  const colour = kept.map.colour.slice();
  const confidence = kept.map.confidence.slice();
  for (let pixel = 0; pixel < confidence.length; pixel++) {
    if (!isMissing[pixel]) continue;
    colour.set(fit.lit.subarray(3 * pixel, 3 * pixel + 3), 3 * pixel);
    confidence[pixel] = CONFIDENCE;
  }
  plate.write(copy);
  watch.restore({ ...kept, map: { colour, confidence } });
  const left = hidden > 0 ? ' The parts where somebody stands were left out.' : '';
  return `The picture fits: the room is known from it.${left}`;
}

function smallOf(picture: OffscreenCanvas): SmallPicture {
  const { width, height } = smallSize(picture.width, picture.height, COMPARED_SIDE);
  const context = contextOf(width, height);
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** Makes the picture transparent where people are in it. @returns the share that is */
function leaveOut({ data, width, height }: SmallPicture, people: PersonMask): number {
  const distance = new Float32Array(width * height);
  distanceToPerson(people, MASK_THRESHOLD, width, height, distance);
  let hidden = 0;
  for (let pixel = 0; pixel < distance.length; pixel++) {
    if (distance[pixel]! > AROUND_PEOPLE * Math.max(width, height)) continue;
    data[4 * pixel + 3] = 0;
    hidden++;
  }
  return hidden / distance.length;
}

/** The picture as the camera would show it, in its own light; transparent where it does not reach. */
function draw(picture: OffscreenCanvas, { placement }: Fit, camera: Size): ImageData {
  const context = contextOf(camera.width, camera.height);
  context.setTransform(...transformOf(placement, picture, camera));
  context.drawImage(picture, 0, 0);
  return context.getImageData(0, 0, camera.width, camera.height);
}

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new UnfitRoomError('There is not enough memory for the picture.');
  context.imageSmoothingQuality = 'high';
  return context;
}

/** `[height, width]` of the small picture: 1 where the picture tells what nobody has seen. */
export function whereMissing(
  trusted: Uint8Array,
  { width, height }: Size,
  confidence: Float32Array,
  things?: ThingMap,
): Uint8Array {
  const missing = trusted.map((is, pixel) => (is && confidence[pixel]! < SEEN_FROM ? 1 : 0));
  if (!things) return missing;
  const near = around(things, { width, height, reach: AROUND_THINGS });
  return missing.map((is, pixel) => (near[pixel] ? 0 : is));
}

/**
 * Puts the picture into the plate, where nothing was seen.
 * @param trusted of the small picture: 1 where the picture is believed
 * @returns the share of the plate that it was put into
 */
function merge(
  copy: PlateCopy,
  { data: from }: ImageData,
  { light, field: grid }: FrameLight,
  trusted: Uint8Array,
  small: Size,
): number {
  const { width, height, data: into } = copy;
  const field = new Float32Array(3 * small.width * small.height);
  const smooth = createLightField(small.width, small.height);
  smooth.grid.data.set(grid.data);
  smooth.sample(field);
  let count = 0;
  for (let y = 0; y < height; y++) {
    const v = Math.min(small.height - 1, Math.max(0, ((y + 0.5) * small.height) / height - 0.5));
    const top = Math.min(small.height - 2, Math.floor(v));
    const row = Math.floor(((y + 0.5) * small.height) / height) * small.width;
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const cell = row + Math.floor(((x + 0.5) * small.width) / width);
      if (into[at + 3]! >= 255 * SEEN_FROM - 0.5 || from[at + 3] !== 255 || !trusted[cell])
        continue;
      const u = Math.min(small.width - 1, Math.max(0, ((x + 0.5) * small.width) / width - 0.5));
      const left = Math.min(small.width - 2, Math.floor(u));
      for (let c = 0; c < 3; c++) {
        const first = 3 * (top * small.width + left) + c;
        const next = first + 3 * small.width;
        const upper = field[first]! + (u - left) * (field[first + 3]! - field[first]!);
        const lower = field[next]! + (u - left) * (field[next + 3]! - field[next]!);
        const brighter = 1 + upper + (v - top) * (lower - upper);
        into[at + c] = brighter * (light.gain[c]! * from[at + c]! + light.offset[c]!);
      }
      into[at + 3] = 255 * CONFIDENCE;
      count++;
    }
  }
  return count / (width * height);
}
