// How an ONNX inpainting network wants its picture and its mask, and gives its answer: what no file says, and a card
// must. The network is handed `prefilled-rgb` and `mask` in 0..1 (card.ts); the form says what becomes of them.

/** The values that black and white stand for. */
export type Range = readonly [number, number];

export interface OnnxForm {
  /** The input that takes the picture. */
  picture: string;
  /** The input that takes the mask; the same as the picture's: one input with four channels. */
  mask: string;
  /** Of one input: whether the mask is its first channel. */
  maskFirst: boolean;
  output: string;
  pictureRange: Range;
  /** What the mask has in the hole, and what it has elsewhere. */
  maskValues: readonly [hole: number, room: number];
  /** Whether the picture is 0 in the hole, in its own range; otherwise it is filled smoothly there. */
  isEmptied: boolean;
  outputRange: Range;
}

export const RANGES: readonly Range[] = [
  [0, 1],
  [-1, 1],
  [0, 255],
];

export const MASK_VALUES: readonly OnnxForm['maskValues'][] = [
  [1, 0],
  [0, 1],
  [255, 0],
  [0, 255],
  [-0.5, 0.5],
  [0.5, -0.5],
];

const LONGEST_NAME = 200;

/**
 * Checks the "onnx" of a parsed card.
 * @param refuse throws, with the rule that was broken
 */
export function readForm(value: unknown, refuse: (rule: string) => never): OnnxForm {
  if (typeof value !== 'object' || value === null) return refuse('"onnx" must be an object');
  const given = value as Partial<Record<keyof OnnxForm, unknown>>;
  const name = (key: 'picture' | 'mask' | 'output'): string => {
    const text = given[key];
    return typeof text === 'string' && text && text.length <= LONGEST_NAME
      ? text
      : refuse(`"onnx.${key}" must be the name of an input or output`);
  };
  const flag = (key: 'maskFirst' | 'isEmptied'): boolean => {
    const is = given[key];
    return typeof is === 'boolean' ? is : refuse(`"onnx.${key}" must be true or false`);
  };
  const oneOf = (
    key: 'pictureRange' | 'outputRange' | 'maskValues',
    known: readonly (readonly [number, number])[],
  ): readonly [number, number] =>
    known.find((pair) => Array.isArray(given[key]) && String(pair) === String(given[key])) ??
    refuse(`"onnx.${key}" must be one of ${known.map((pair) => `[${pair}]`).join(', ')}`);
  return {
    picture: name('picture'),
    mask: name('mask'),
    maskFirst: flag('maskFirst'),
    output: name('output'),
    pictureRange: oneOf('pictureRange', RANGES),
    maskValues: oneOf('maskValues', MASK_VALUES),
    isEmptied: flag('isEmptied'),
    outputRange: oneOf('outputRange', RANGES),
  };
}

/** What the page hands over; the form says what becomes of it. */
const CHANNELS = 'prefilled-rgb,mask';

/** @param refuse as above, where the rest of a card with a form is not what every such card has */
export function expectPlain(
  given: {
    takes: readonly string[];
    gives: readonly string[];
    role: unknown;
    inputRange: Range;
    outputRange: Range;
  },
  refuse: (rule: string) => never,
): void {
  const { takes, gives, role, inputRange, outputRange } = given;
  const isFit = takes.join() === CHANNELS && gives.join() === 'rgb' && role === 'generator';
  const are01 = [...inputRange, ...outputRange].join() === '0,1,0,1';
  if (!isFit || !are01) {
    refuse(`with "onnx" it must be a generator from ${CHANNELS} to rgb, both in 0..1`);
  }
}
