// The contract of a variant: what its card.json says (read-card.ts checks that). The page knows only this, and nothing
// about any architecture.
import type { OnnxForm } from './onnx/form.ts';
import { VanishError } from '../vanish-error.ts';

/** How many planes each channel has. They lie along the last axis in the card's order. */
export const INPUT_CHANNELS = {
  rgb: 3,
  'masked-rgb': 3,
  'prefilled-rgb': 3,
  mask: 1,
  plate: 3,
  confidence: 1,
  noise: 1,
  /** Frame minus remembered room, halved and centred on a grey of 128: for finders. */
  difference: 3,
  /** The previous frame's person mask: for finders. */
  previous: 1,
} as const;
export const OUTPUT_CHANNELS = { rgb: 3, matte: 1, person: 1 } as const;

/** What a network does: fills the hole, refines fills, or finds people. */
export const ROLES = ['generator', 'refiner', 'finder'] as const;

/**
 * Whether a generator's fills have their own edges and detail, or only tone. It decides how far texture trusts them.
 */
export const FILLS = ['smooth', 'detailed'] as const;

/** The file that holds the network, by runtime. */
export const MODEL_FILES = { tfjs: 'model.json', onnx: 'model.onnx' } as const;

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
  role: (typeof ROLES)[number];
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
  /** For a generator; smooth if absent. */
  fill?: (typeof FILLS)[number];
  files: CardFile[];
  parameters: number;
  /** Absent if unknown, for a .onnx file. */
  multiplyAccumulates?: number;
  /** The network is a .onnx file whose tensors have this form. If absent, it is a tfjs graph. */
  onnx?: OnnxForm;
  golden: {
    /** height x width x channels bytes, row by row; 0..255 stands for 0..1 in each channel. */
    input: string;
    output: string;
    /** Largest allowed difference from the golden output, on a scale of 0..1. */
    tolerance: number;
  };
}

/** The variant breaks the contract; the message is a sentence for the user. */
export class CardError extends VanishError {
  constructor(sentence: string, options?: ErrorOptions) {
    super('unfit-variant', sentence, options);
  }
}

/** How many planes the network takes. */
export function inputDepth(card: Card): number {
  return card.input.channels.reduce((sum, channel) => sum + INPUT_CHANNELS[channel], 0);
}

/** How many planes the network returns. */
export function outputDepth(card: Card): number {
  return card.output.channels.reduce((sum, channel) => sum + OUTPUT_CHANNELS[channel], 0);
}

/** The index of a channel among the network's output planes; undefined if it has no such channel. */
export function outputPlane({ output }: Card, wanted: OutputChannel): number | undefined {
  const position = output.channels.indexOf(wanted);
  if (position < 0) return undefined;
  return output.channels
    .slice(0, position)
    .reduce((sum, channel) => sum + OUTPUT_CHANNELS[channel], 0);
}
