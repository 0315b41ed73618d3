// A variant small enough to compute by hand: one 1x1 convolution for the colour and one for the matte, each clipped.
// Written as tfjs's model.json, weights, card and golden files, and served to a page in place of the files in models/.
import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import {
  INPUT_CHANNELS,
  inputDepth,
  type Card,
  type InputChannel,
  type OutputChannel,
} from '../../src/models/card.ts';
import { readCard } from '../../src/models/read-card.ts';
import { writeGraph, type Mix, type Part } from './tiny-graph.ts';

export interface TinySpec {
  id: string;
  /** Default: a generator. */
  role?: Card['role'];
  height: number;
  width: number;
  input: InputChannel[];
  inputRange?: [number, number];
  output: OutputChannel[];
  outputRange?: [number, number];
  /** In the output's range. */
  rgb: [Mix, Mix, Mix];
  matte?: Mix;
  /**
   * A channel whose answer is the square root of its mix, clipped to -1..0: 0, or NaN where the mix is below 0. Its
   * golden input has nothing above a half.
   */
  root?: OutputChannel;
}

export interface TinyVariant {
  card: Card;
  files: Map<string, Buffer>;
  /** The network in plain numbers: [height, width, channels] in and out, as the card says. */
  run(input: ArrayLike<number>): number[];
}

const NO_MATTE: Mix = { weights: [], bias: 0 };

/** @throws CardError if the spec breaks the contract; `role` and the channels are not checked */
export function tinyVariant(spec: TinySpec): TinyVariant {
  const { id, height, width } = spec;
  const inputRange = spec.inputRange ?? [0, 1];
  const outputRange = spec.outputRange ?? [0, 1];
  const parts = spec.output.map((channel): Part => {
    const isRoot = channel === spec.root;
    const range: [number, number] = isRoot ? [-1, 0] : channel === 'rgb' ? outputRange : [0, 1];
    const mixes = channel === 'rgb' ? spec.rgb : [spec.matte ?? NO_MATTE];
    return { channel, mixes, range, isRoot };
  });
  const described = {
    id,
    role: spec.role ?? 'generator',
    title: id,
    licence: 'MIT',
    description: 'Made by a test.',
    input: { height, width, channels: spec.input, range: inputRange },
    output: { channels: spec.output, range: outputRange },
    parameters: 1,
    multiplyAccumulates: 1,
    golden: { input: 'golden-input.bin', output: 'golden-output.bin', tolerance: 0.01 },
  };
  const depth = inputDepth(described as unknown as Card);

  function run(input: ArrayLike<number>): number[] {
    const output: number[] = [];
    for (let at = 0; at < input.length; at += depth) {
      for (const { mixes, range, isRoot } of parts) {
        for (const { weights, bias } of mixes) {
          const value = weights.reduce((sum, weight, i) => sum + weight * input[at + i]!, bias);
          const clipped = Math.min(range[1], Math.max(range[0], value));
          output.push(isRoot ? Math.sqrt(clipped) : clipped);
        }
      }
    }
    return output;
  }

  // Bytes of all kinds. What 0 and 255 stand for depends on the plane.
  const inputPlanes = spec.input.flatMap((channel) => {
    const planes = INPUT_CHANNELS[channel];
    return Array<[number, number]>(planes).fill(planes === 3 ? inputRange : [0, 1]);
  });
  const outputPlanes = parts.flatMap(({ mixes, range, isRoot }) =>
    mixes.map((): [number, number] => (isRoot ? [0, 1] : range)),
  );
  const golden = Buffer.from(
    Array.from({ length: height * width * depth }, (_, i) => (i * 7919) % (spec.root ? 128 : 256)),
  );
  const given = Array.from(golden, (byte, i) => {
    const [low, high] = inputPlanes[i % depth]!;
    return low + (byte / 255) * (high - low);
  });
  const wanted = run(given).map((value, i) => {
    const [low, high] = outputPlanes[i % outputPlanes.length]!;
    return Math.round((255 * (value - low)) / (high - low));
  });

  const files = new Map<string, Buffer>([
    ...writeGraph(height, width, depth, parts),
    ['golden-input.bin', golden],
    ['golden-output.bin', Buffer.from(wanted)],
  ]);
  const listed = Array.from(files, ([path, content]) => ({
    path,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  const card = readCard({ ...described, files: listed }, id);
  files.set('card.json', Buffer.from(JSON.stringify(card)));
  return { card, files, run };
}

/**
 * Answers the page's requests for models with only these. The first generator is the default, and there is no refiner
 * unless one is asked for.
 */
export async function serveVariants(page: Page, variants: TinyVariant[]): Promise<void> {
  const generators = variants.filter(({ card }) => card.role === 'generator');
  const ids = generators.map(({ card }) => card.id);
  const catalog = { default: ids[0], variants: ids };
  await page.route('**/models/catalog.json', (route) => route.fulfill({ json: catalog }));
  for (const { card, files } of variants) {
    await page.route(`**/models/${card.id}/*`, (route) => {
      const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
      return route.fulfill({ body: files.get(name), status: files.has(name) ? 200 : 404 });
    });
  }
}
