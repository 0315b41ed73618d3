// Recognises the usual kinds of inpainting network by a .onnx file's inputs and outputs: a picture and a mask, as two
// inputs or as four channels of one. What the file leaves open becomes a list of candidates for try-forms.ts.
import { CardError } from '../card.ts';
import { LONGEST_SIDE } from '../graph/limits.ts';
import { quoted } from '../quoted.ts';
import { MASK_VALUES, RANGES, type OnnxForm } from './form.ts';
import type { OnnxSignature, OnnxValue, TensorType } from './read-onnx.ts';

export interface Recognised {
  /** The possible forms, the most usual first. */
  candidates: readonly OnnxForm[];
  /** What the user may choose instead. The first of each is that of the first candidate. */
  choices: {
    pictureRange: readonly OnnxForm['pictureRange'][];
    maskValues: readonly OnnxForm['maskValues'][];
    outputRange: readonly OnnxForm['outputRange'][];
  };
  types: { picture: TensorType; mask: TensorType; output: TensorType };
  /** px; undefined for any multiple of 8. */
  size: { width: number; height: number } | undefined;
}

/** Sides to choose from if the size is free, px. */
export const FREE_SIDES = [256, 384, 512] as const;

const BYTES = [0, 255] as const;

/**
 * @param name of the file, for sentences
 * @throws CardError with a sentence if this is not a kind of inpainting that Vanish knows
 */
export function recognise({ inputs, outputs }: OnnxSignature, name: string): Recognised {
  const refuse = (why: string): never => {
    throw new CardError(`${quoted(name)} cannot be used: ${why}.`);
  };
  const typeOf = (value: OnnxValue): TensorType =>
    value.type ??
    refuse(`${quoted(value.name)} holds neither floats (32 or 16 bits) nor bytes (uint8)`);
  const has = (channels: number) => (value: OnnxValue) => channelsOf(value) === channels;

  const told = inputs.map(describeValue).join(', ') || 'nothing';
  const whole = inputs.length === 1 && has(4)(inputs[0]!) ? inputs[0] : undefined;
  const [picture, mask] = whole ? [whole, whole] : [inputs.find(has(3)), inputs.find(has(1))];
  if (!picture || !mask || inputs.length > 2) {
    return refuse(
      'Vanish gives a network a picture with 3 channels and a mask with 1, or both as one input with 4 ' +
        `(batch, channels, height, width). This one takes ${told}`,
    );
  }
  const output = outputs.find(has(3)) ?? (outputs.length === 1 ? outputs[0]! : undefined);
  const gives = outputs.map(describeValue).join(', ');
  const isPicture = output && (!output.shape || output.shape[1] === undefined || has(3)(output));
  if (!output || !isPicture) return refuse(`it returns no picture with 3 channels, but ${gives}`);
  const size = sizeOf(picture, mask, refuse);
  const types = { picture: typeOf(picture), mask: typeOf(mask), output: typeOf(output) };
  const isOne = picture === mask;
  const ranges = {
    picture: types.picture === 'uint8' ? [BYTES] : RANGES,
    output: types.output === 'uint8' ? [BYTES] : RANGES,
  };
  const choices = {
    pictureRange: ranges.picture,
    maskValues: MASK_VALUES.filter(
      ([hole, room]) =>
        hole + room === 1 ||
        (types.mask === 'uint8' && hole + room === 255) ||
        (isOne && types.mask !== 'uint8' && hole + room === 0),
    ),
    outputRange: ranges.output,
  };
  const names = { picture: picture.name, mask: mask.name, output: output.name };
  const orders = isOne ? [false, true] : [false];
  const candidates = choices.pictureRange.flatMap((pictureRange) =>
    orders.flatMap((maskFirst) =>
      choices.maskValues.flatMap((maskValues) =>
        [false, true].map((isEmptied): OnnxForm => {
          const outputRange = types.output === 'uint8' ? BYTES : pictureRange;
          return { ...names, maskFirst, pictureRange, maskValues, isEmptied, outputRange };
        }),
      ),
    ),
  );
  candidates.sort((a, b) => strangeness(a, isOne) - strangeness(b, isOne)); // stable: equal ones keep their order
  return { candidates, choices, types, size };
}

/**
 * The distance from what well-known networks take: the less, the more usual. Two inputs: LaMa (0..1, 1 is the hole),
 * and MI-GAN's pipeline in bytes (255 stays). Four channels: MI-GAN (mask first, 0.5 stays, -1..1, the hole emptied),
 * and the output of `vanish export` (mask last, 1 is the hole, 0..1, filled smoothly).
 */
function strangeness(form: OnnxForm, isOne: boolean): number {
  const [hole, room] = form.maskValues;
  const isByte = hole + room === 255;
  const isMiGan = form.maskFirst && hole === -0.5 && form.pictureRange[0] === -1 && form.isEmptied;
  if (isOne && isMiGan) return 0;
  return (
    (form.pictureRange[0] === 0 && form.pictureRange[1] === 1 ? 0 : 2) +
    (isByte ? (room === 255 ? 0 : 1) : hole === 1 ? 1 : 2) +
    (hole + room === 0 ? 2 : 0) +
    Number(form.isEmptied) +
    2 * Number(form.maskFirst)
  );
}

function channelsOf({ shape }: OnnxValue): number | undefined {
  return shape?.length === 4 ? shape[1] : undefined;
}

/** For sentences: "image" [1, 3, 512, 512]. */
export function describeValue({ name, shape }: OnnxValue): string {
  const lengths = shape ? `[${shape.map((length) => length ?? '?').join(', ')}]` : 'of any shape';
  return `${quoted(name)} ${lengths}`;
}

function sizeOf(
  picture: OnnxValue,
  mask: OnnxValue,
  refuse: (why: string) => never,
): Recognised['size'] {
  const [batch, , height, width] = picture.shape!;
  if (batch !== undefined && batch !== 1) {
    refuse(`it takes ${batch} pictures at a time, and Vanish gives it one`);
  }
  const others = mask.shape!.slice(2);
  const isSame = [height, width].every((side, i) => !side || !others[i] || side === others[i]);
  if (!isSame) refuse('its mask and its picture differ in size');
  const [down, across] = [height ?? others[0], width ?? others[1]];
  if (down === undefined && across === undefined) return undefined;
  const sides = [down ?? across!, across ?? down!] as const;
  if (Math.max(...sides) > LONGEST_SIDE) {
    refuse(`its picture is larger than ${LONGEST_SIDE} px`);
  }
  return { height: sides[0], width: sides[1] };
}
