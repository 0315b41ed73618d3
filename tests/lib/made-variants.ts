// The variants and the frame that the tests of variants share.
import { makePicture } from './made-picture.ts';
import type { Mix } from './tiny-graph.ts';
import { tinyVariant, type TinySpec } from './tiny-variant.ts';

/** A smooth room with little red, blue at both sides (off the hole), and a red person with a soft edge. 96x72. */
export const ROOM = makePicture(96, 72, (x, y) => {
  const person = Math.min(1, Math.max(0, (20 - Math.hypot(x - 40, y - 40)) / 12));
  const aside = Math.min(1, Math.max(0, (Math.abs(x - 40) - 18) / 10));
  const room = [30 + x / 4, 60 + y, 80 + 160 * aside] as const;
  const red = [240, 40, 30] as const;
  return room.map((value, c) => value * (1 - person) + red[c]! * person) as [
    number,
    number,
    number,
  ];
});

/** Where ROOM's person certainly is: white in a mask. */
export const PERSON = makePicture(96, 72, (x, y) =>
  Math.hypot(x - 40, y - 40) < 14 ? [255, 255, 255] : [0, 0, 0],
);

/** A person in pure red, which no noise has, in front of a room of other colours. 96x72. */
export const RED_ROOM = makePicture(96, 72, (x, y) =>
  Math.hypot(x - 40, y - 40) < 22 ? [255, 0, 0] : [30 + x / 4, 60 + y, 80],
);

/** A mix of a single plane; the others have weight 0. */
function plane(depth: number, index: number, weight: number, bias: number): Mix {
  const weights = Array<number>(depth).fill(0);
  weights[index] = weight;
  return { weights, bias };
}

/** Finds the red person itself: a fill of mostly green and blue, and a matte where red is strong. */
export const CLASSIC: TinySpec = {
  id: 'tiny-classic',
  width: 32,
  height: 24,
  input: ['rgb'],
  output: ['rgb', 'matte'],
  rgb: [plane(3, 1, 1, 0), plane(3, 2, 1, 0), plane(3, 2, 0.5, 0.25)],
  matte: plane(3, 0, 2, -0.6),
};

/** The same network in ranges from -1 to 1, with its matte first. It makes the same pictures. */
export const CLASSIC_SIGNED: TinySpec = {
  ...CLASSIC,
  id: 'tiny-classic-signed',
  inputRange: [-1, 1],
  output: ['matte', 'rgb'],
  outputRange: [-1, 1],
  rgb: [plane(3, 1, 1, 0), plane(3, 2, 1, 0), plane(3, 2, 0.5, 0)],
  matte: plane(3, 0, 1, 0.4),
};

/** Takes the hole and adds a matte where blue is strong; its fill is green. Wider than high. */
export const GUIDED_WITH_MATTE: TinySpec = {
  id: 'tiny-guided-matte',
  width: 48,
  height: 32,
  input: ['mask', 'masked-rgb'],
  output: ['rgb', 'matte'],
  rgb: [plane(4, 0, 0, 0), plane(4, 0, 0, 0.8), plane(4, 0, 0, 0.1)],
  matte: plane(4, 3, 4, -2.4),
};

/** Takes the person and the hole; its fill is the crop's negative. It has no matte. */
export const GUIDED_NEGATIVE: TinySpec = {
  id: 'tiny-guided-negative',
  width: 40,
  height: 40,
  input: ['rgb', 'noise', 'mask', 'prefilled-rgb'],
  output: ['rgb'],
  rgb: [plane(8, 0, -1, 1), plane(8, 1, -1, 1), plane(8, 2, -1, 1)],
};

/** Takes the same; its fill is the smooth one of its input. */
export const GUIDED_SMOOTH: TinySpec = {
  ...GUIDED_NEGATIVE,
  id: 'tiny-guided-smooth',
  rgb: [plane(8, 5, 1, 0), plane(8, 6, 1, 0), plane(8, 7, 1, 0)],
};

/** Makes fills of GUIDED_NEGATIVE half as bright, in its own range; also red where the mask is set. */
export const REFINER: TinySpec = {
  id: 'tiny-refiner',
  role: 'refiner',
  width: 40,
  height: 40,
  input: ['mask', 'rgb'],
  inputRange: [-1, 1],
  output: ['rgb'],
  rgb: [
    { weights: [0.1, 0.25, 0, 0], bias: 0.25 },
    plane(4, 2, 0.25, 0.25),
    plane(4, 3, 0.25, 0.25),
  ],
};

/** Below 0 only at RED_ROOM's person, for an input that starts with its colours. */
const notRed = (depth: number): Mix => ({
  weights: [-2, 1, 1, ...Array<number>(depth - 3).fill(0)],
  bias: 1.9,
});

/** Finds the person itself; its matte is NaN there. */
export const NAN_MATTE: TinySpec = {
  ...CLASSIC,
  id: 'tiny-nan-matte',
  matte: notRed(3),
  root: 'matte',
};

/** Finds nobody; its colours are NaN where the person is. */
export const NAN_FILL: TinySpec = {
  ...CLASSIC,
  id: 'tiny-nan-fill',
  rgb: [notRed(3), plane(3, 1, 0, 1), plane(3, 2, 0, 1)],
  root: 'rgb',
  matte: plane(3, 0, 0, 0),
};

/** Takes the hole; its colours are NaN in it. */
export const NAN_GUIDED: TinySpec = {
  ...GUIDED_NEGATIVE,
  id: 'tiny-nan-guided',
  rgb: [notRed(8), notRed(8), notRed(8)],
  root: 'rgb',
};

/** Differs in size from every generator. */
export const REFINER_TOO_SMALL: TinySpec = { ...REFINER, id: 'tiny-refiner-small', width: 8 };

export const MADE = [
  CLASSIC,
  CLASSIC_SIGNED,
  GUIDED_WITH_MATTE,
  GUIDED_NEGATIVE,
  REFINER,
  REFINER_TOO_SMALL,
  NAN_MATTE,
  NAN_FILL,
  NAN_GUIDED,
].map(tinyVariant);
