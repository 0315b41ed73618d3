// The contract of a variant: what card.json must say, checked field by field.
// The page knows this and nothing about any architecture.

/** How many planes each channel has; they lie in the card's order along the last axis. */
export const INPUT_CHANNELS = {
  rgb: 3,
  'masked-rgb': 3,
  'prefilled-rgb': 3,
  mask: 1,
  plate: 3,
  confidence: 1,
  noise: 1,
} as const;
export const OUTPUT_CHANNELS = { rgb: 3, matte: 1 } as const;

export type InputChannel = keyof typeof INPUT_CHANNELS;
export type OutputChannel = keyof typeof OUTPUT_CHANNELS;

export interface CardFile {
  /** Relative to the card. */
  path: string;
  bytes: number;
  /** Lower-case hexadecimal. */
  sha256: string;
}

export interface Card {
  id: string;
  role: 'generator' | 'refiner';
  title: string;
  licence: string;
  /** One line for the user. */
  description: string;
  input: {
    /** px */
    height: number;
    width: number;
    channels: InputChannel[];
    /** The values that black and white stand for; mask, confidence and noise are always 0..1. */
    range: [number, number];
  };
  output: {
    channels: OutputChannel[];
    /** The values that black and white stand for; a matte is always 0..1. */
    range: [number, number];
  };
  files: CardFile[];
  parameters: number;
  multiplyAccumulates: number;
  golden: {
    /** height x width x channels bytes, row by row; 0..255 stands for 0..1 of each channel. */
    input: string;
    output: string;
    /** Largest allowed difference from the golden output, of 0..1. */
    tolerance: number;
  };
}

/** The variant breaks the contract; the message is a sentence for the user. */
export class CardError extends Error {}

/**
 * Checks a parsed card.json.
 * @throws CardError naming the field and the rule
 */
export function readCard(json: unknown, id: string): Card {
  const refuse = (rule: string): never => {
    throw new CardError(`The card of "${id}" is not right: ${rule}.`);
  };
  const object = (value: unknown, name: string): Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : refuse(`"${name}" must be an object`);
  const text = (value: unknown, name: string): string =>
    typeof value === 'string' && value ? value : refuse(`"${name}" must be a text`);
  const whole = (value: unknown, name: string): number =>
    Number.isSafeInteger(value) && (value as number) > 0
      ? (value as number)
      : refuse(`"${name}" must be a whole number above 0`);
  const list = (value: unknown, name: string): unknown[] =>
    Array.isArray(value) && value.length > 0 ? value : refuse(`"${name}" must be a list`);
  const channels = <C extends string>(value: unknown, name: string, known: object): C[] =>
    list(value, name).map((channel, i, all) => {
      if (all.indexOf(channel) < i) refuse(`"${name}" has "${channel}" twice`);
      return Object.hasOwn(known, String(channel))
        ? (channel as C)
        : refuse(`"${name}" has "${channel}", and Vanish knows ${Object.keys(known).join(', ')}`);
    });
  const range = (value: unknown, name: string): [number, number] => {
    const [low, high] = list(value, name);
    return typeof low === 'number' && typeof high === 'number' && low < high
      ? [low, high]
      : refuse(`"${name}" must be two numbers, the lower first`);
  };

  const card = object(json, 'card.json');
  const input = object(card.input, 'input');
  const output = object(card.output, 'output');
  const golden = object(card.golden, 'golden');
  const files = list(card.files, 'files').map((entry): CardFile => {
    const file = object(entry, 'files');
    const sha256 = text(file.sha256, 'files.sha256');
    if (!/^[0-9a-f]{64}$/.test(sha256)) refuse('"files.sha256" must be 64 hexadecimal digits');
    return { path: text(file.path, 'files.path'), bytes: whole(file.bytes, 'files.bytes'), sha256 };
  });
  const named = (value: unknown, name: string): string => {
    const path = text(value, name);
    return files.some((file) => file.path === path)
      ? path
      : refuse(`"${name}" is "${path}", which is not among the files`);
  };
  const tolerance = golden.tolerance;
  if (typeof tolerance !== 'number' || !(tolerance > 0))
    refuse('"golden.tolerance" must be above 0');
  if (card.id !== id) refuse(`"id" is "${card.id}", but its folder is "${id}"`);
  if (card.role !== 'generator' && card.role !== 'refiner') {
    refuse('"role" must be "generator" or "refiner"');
  }
  named('model.json', 'files');

  return {
    id,
    role: card.role as Card['role'],
    title: text(card.title, 'title'),
    licence: text(card.licence, 'licence'),
    description: text(card.description, 'description'),
    input: {
      height: whole(input.height, 'input.height'),
      width: whole(input.width, 'input.width'),
      channels: channels<InputChannel>(input.channels, 'input.channels', INPUT_CHANNELS),
      range: range(input.range, 'input.range'),
    },
    output: {
      channels: channels<OutputChannel>(output.channels, 'output.channels', OUTPUT_CHANNELS),
      range: range(output.range, 'output.range'),
    },
    files,
    parameters: whole(card.parameters, 'parameters'),
    multiplyAccumulates: whole(card.multiplyAccumulates, 'multiplyAccumulates'),
    golden: {
      input: named(golden.input, 'golden.input'),
      output: named(golden.output, 'golden.output'),
      tolerance: tolerance as number,
    },
  };
}

/** How many planes the network takes. */
export function inputDepth(card: Card): number {
  return card.input.channels.reduce((sum, channel) => sum + INPUT_CHANNELS[channel], 0);
}

/** How many planes the network gives. */
export function outputDepth(card: Card): number {
  return card.output.channels.reduce((sum, channel) => sum + OUTPUT_CHANNELS[channel], 0);
}

/** Where among its planes the network gives a channel; undefined when it does not. */
export function outputPlane({ output }: Card, wanted: OutputChannel): number | undefined {
  const position = output.channels.indexOf(wanted);
  if (position < 0) return undefined;
  return output.channels
    .slice(0, position)
    .reduce((sum, channel) => sum + OUTPUT_CHANNELS[channel], 0);
}
