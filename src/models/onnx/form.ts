// How an ONNX inpainting network expects its picture and mask, and returns its answer. No file says this, so a card
// must. The page provides `prefilled-rgb` and `mask` in 0..1 (card.ts); the form says how they are converted.

/** The values that black and white stand for. */
export type Range = readonly [number, number];

export interface OnnxForm {
  /** The input that takes the picture. */
  picture: string;
  /** The input that takes the mask. If it is the same as the picture's, it is one input with four channels. */
  mask: string;
  /** With one input: whether the mask is its first channel. */
  maskFirst: boolean;
  output: string;
  pictureRange: Range;
  /** The mask's values inside the hole and elsewhere. */
  maskValues: readonly [hole: number, room: number];
  /** Whether the picture is 0 in the hole, in its own range. Otherwise it is filled smoothly there. */
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
 * @param refuse throws, given the rule that was broken
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

/** What the page provides. The form says how it is converted. */
const CHANNELS = 'prefilled-rgb,mask';

/** @param refuse as above, called if the rest of the card is not the same as in every card with a form */
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
