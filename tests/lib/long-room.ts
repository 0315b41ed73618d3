// A recorded room in which real people come and go endlessly while the light changes, with exact truth. For use in a
// browser's worker (it draws on an OffscreenCanvas). made-room.ts has short scenes.
import type { MadeFrame } from './made-room.ts';

export type LongFrame = Pick<MadeFrame, 'pixels' | 'truth' | 'person'>;

/** Frames per second. */
export const RATE = 10;
/** s after which the visits repeat, with the next of the available people. */
const ROUND = 30;
/** Times in s of a round; shares of the width where a person enters, stands, and leaves. */
const VISITS = [
  { comes: 5, goes: 14, from: 1.2, stands: 0.62, to: -0.2 },
  { comes: 19, goes: 27, from: -0.2, stands: 0.3, to: 1.2 },
];
/** s that a person takes to walk to their place, or out. */
const WALK = 2.5;
/** Shares of the height: how tall people are, and where their feet are. */
const [TALL, FEET] = [0.82, 0.97];
/** s: within this period, the exposure goes up and down by this share. */
const [EXPOSURE_PERIOD, EXPOSURE] = [50, 0.12];
/** s: within each period, the lamp is off from and to these times. */
const [LAMP_PERIOD, LAMP_OFF, LAMP_ON] = [60, 36, 52];
const LAMP_RAMP = 0.3; // s
const NOISE = 2; // grey levels

type Context = OffscreenCanvasRenderingContext2D;

function surface(width: number, height: number): Context {
  return new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
}

function ramp(from: number, to: number, at: number): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

/** @returns the missing share of the lamp's light, 0..1 */
function lampMissing(second: number): number {
  const at = second % LAMP_PERIOD;
  return ramp(LAMP_OFF, LAMP_OFF + LAMP_RAMP, at) - ramp(LAMP_ON, LAMP_ON + LAMP_RAMP, at);
}

/** Which cut-out is where; `x` is a share of the width. */
function visitors(second: number, people: number): { who: number; x: number }[] {
  const round = Math.floor(second / ROUND);
  const at = second % ROUND;
  return VISITS.flatMap(({ comes, goes, from, stands, to }, visit) => {
    if (at < comes || at > goes + WALK) return [];
    const sways = 0.02 * Math.sin(1.3 * at);
    const x =
      from +
      (stands - from) * ramp(comes, comes + WALK, at) +
      (to - stands) * ramp(goes, goes + WALK, at);
    return [{ who: (2 * round + visit) % people, x: x + sways }];
  });
}

/**
 * @param room a photograph of an empty room
 * @param people cut-outs: alpha says what the person covers
 * @param width, height px of the frames
 * @returns makes the frame of any second
 */
export function createLongRoom(
  room: ImageBitmap,
  people: ImageBitmap[],
  width: number,
  height: number,
): (second: number) => LongFrame {
  const view = surface(width, height);
  view.drawImage(room, 0, 0, width, height);
  const empty = view.getImageData(0, 0, width, height).data;
  const figures = surface(width, height);
  const noise = Float32Array.from(
    { length: 2 ** 16 },
    // The sum of three is close enough to a normal distribution.
    () => NOISE * 2 * (Math.random() + Math.random() + Math.random() - 1.5),
  );
  /** The share of the light at each place that remains without the lamp. */
  const dark = Float32Array.from({ length: width * height }, (_, pixel) => {
    const [x, y] = [(pixel % width) / width, Math.floor(pixel / width) / height];
    return 0.5 + 0.3 * Math.min(1, Math.hypot(x, y));
  });

  return (second) => {
    figures.clearRect(0, 0, width, height);
    for (const { who, x } of visitors(second, people.length)) {
      const cutOut = people[who]!;
      const tall = TALL * height;
      const wide = (tall * cutOut.width) / cutOut.height;
      figures.drawImage(cutOut, x * width - wide / 2, FEET * height - tall, wide, tall);
    }
    const drawn = figures.getImageData(0, 0, width, height).data;
    const [pixels, truth] = [new ImageData(width, height), new ImageData(width, height)];
    const person = new Uint8Array(width * height);
    const exposure = 1 + EXPOSURE * Math.sin((2 * Math.PI * second) / EXPOSURE_PERIOD);
    const missing = lampMissing(second);
    let grain = Math.floor(Math.random() * noise.length);
    for (let pixel = 0; pixel < width * height; pixel++) {
      const light = exposure * (1 - missing * (1 - dark[pixel]!));
      const alpha = drawn[4 * pixel + 3]! / 255;
      person[pixel] = alpha > 0.5 ? 1 : 0;
      for (let at = 4 * pixel; at < 4 * pixel + 3; at++) {
        const clean = empty[at]! * light;
        grain = (grain + 1) % noise.length;
        pixels.data[at] = clean * (1 - alpha) + drawn[at]! * light * alpha + noise[grain]!;
        truth.data[at] = clean;
      }
      pixels.data[4 * pixel + 3] = truth.data[4 * pixel + 3] = 255;
    }
    return { pixels, truth, person };
  };
}
