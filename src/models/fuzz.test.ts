// More than ten thousand faulty variants: each one is read, or refused with a message, and none takes long. Every
// mutation starts from a valid variant, so that most get past the first check.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CLASSIC_SIGNED, GUIDED_WITH_MATTE } from '../../tests/lib/made-variants.ts';
import { tinyVariant } from '../../tests/lib/tiny-variant.ts';
import { CardError, inputDepth, outputDepth, type Card } from './card.ts';
import { readCard } from './read-card.ts';
import { readCatalog } from './catalog.ts';
import { readFigures } from './figures.ts';
import { checkGolden, goldenInput } from './golden.ts';
import { checkModel } from './graph/check-model.ts';
import { LARGEST_TOLERANCE, LONGEST_SIDE } from './graph/limits.ts';
import type { Network } from './network.ts';

/** Nothing may block the page for longer than this, ms. Allows for a busy machine. */
const LONGEST = 2000;

const TINY = [CLASSIC_SIGNED, GUIDED_WITH_MATTE].map(tinyVariant);
const guided = {
  card: readCard(JSON.parse(readFileSync('models/guided/card.json', 'utf8')), 'guided'),
  model: JSON.parse(readFileSync('models/guided/model.json', 'utf8')) as Json,
};

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Values that a mutation may put in place of another. */
const OTHERS = fc.oneof(
  fc.constantFrom<Json[]>(
    null,
    true,
    0,
    -1,
    1,
    2,
    3.5,
    1e9,
    2 ** 31,
    2 ** 53,
    1e308,
    Infinity,
    -Infinity,
    NaN,
    '',
    '-1',
    '0',
    '9',
    '1e9',
    'NaN',
    '__proto__',
    'constructor',
    'input',
    'output:0',
    'output:7',
    'Pad',
    'Tile',
    'Fill',
    'Sqrt',
    'While',
    'Conv2D',
    'Placeholder',
    'Const',
    'ResizeBilinear',
    'rgb',
    'matte',
    'plate',
    'int32',
    'float16',
    'uint8',
    'U0FNRQ==',
    '../x',
    'x'.repeat(1e4),
    [],
    {},
    [[]],
    [1],
    [1, 1e9, 1e9, 1],
    [0, 1e308],
    [1e-320, 2e-320],
    { size: '1e9' },
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

/** Where (an index that wraps around) and how. */
const MUTATION = fc.record({
  place: fc.nat(1_000_000),
  how: fc.constantFrom('replace', 'remove', 'double', 'swap'),
  other: OTHERS,
});
const MUTATIONS = fc.array(MUTATION, { minLength: 1, maxLength: 4 });
type Mutation = typeof MUTATION extends fc.Arbitrary<infer Kind> ? Kind : never;

type Holder = Record<string | number, Json>;

/** Every place in a value: the object that holds it, and its key. */
function placesIn(value: Json, found: [Holder, string][] = []): [Holder, string][] {
  if (typeof value !== 'object' || value === null) return found;
  for (const name of Object.keys(value)) {
    found.push([value as Holder, name]);
    placesIn((value as Holder)[name]!, found);
  }
  return found;
}

function mutated(value: Json, mutations: readonly Mutation[]): Json {
  const copy = structuredClone(value);
  for (const { place, how, other } of mutations) {
    const places = placesIn(copy);
    if (places.length === 0) return other;
    const [holder, name] = places[place % places.length]!;
    const [elsewhere, otherName] = places[(7919 * place) % places.length]!;
    const list = Array.isArray(holder) ? (holder as Json[]) : undefined;
    if (how === 'replace') holder[name] = other;
    else if (how === 'remove' && list) list.splice(Number(name), 1);
    else if (how === 'remove') delete holder[name];
    else if (how === 'double' && list) list.push(structuredClone(list[Number(name)]!));
    else holder[name] = structuredClone(elsewhere[otherName] ?? null);
  }
  return copy;
}

/** The result; undefined if it was refused, which must be with a message. */
function orSentence<Result>(work: () => Result): Result | undefined {
  const began = performance.now();
  try {
    return work();
  } catch (error) {
    expectSentence(error);
    return undefined;
  } finally {
    expect(performance.now() - began).toBeLessThan(LONGEST);
  }
}

function expectSentence(error: unknown): void {
  if (!(error instanceof CardError)) throw error;
  expect(error.message).toMatch(/^["\p{L}].{9,2000}\.$/su);
}

const seeded = (numRuns: number) => ({ numRuns, seed: 16 });

test('5,000 mutated cards are read or refused', () => {
  const shipped = JSON.parse(readFileSync('models/guided/card.json', 'utf8')) as Json;
  let read = 0;
  const property = fc.property(MUTATIONS, (mutations) => {
    const json = mutated(shipped, mutations);
    const card = orSentence(() => readCard(json, 'guided'));
    readFigures(json, 'guided');
    if (!card) return;
    read++;
    expect(card.golden.tolerance).toBeLessThanOrEqual(LARGEST_TOLERANCE);
    expect(Math.max(card.input.width, card.input.height)).toBeLessThanOrEqual(LONGEST_SIDE);
    expect(inputDepth(card) * outputDepth(card)).toBeGreaterThan(0);
  });
  fc.assert(property, seeded(5000));
  expect(read).toBeGreaterThan(100); // otherwise nothing got past the first check
});

test('500 mutated catalogs are read or refused', () => {
  const shipped = JSON.parse(readFileSync('models/catalog.json', 'utf8')) as Json;
  const property = fc.property(MUTATIONS, (mutations) => {
    const catalog = orSentence(() => readCatalog(mutated(shipped, mutations)));
    if (catalog) expect(catalog.variants).toContain(catalog.default);
  });
  fc.assert(property, seeded(500));
});

test('4,000 mutations of small graphs and 150 of a shipped one are checked', () => {
  let read = 0;
  const check = (card: Card, model: Json, files: ReadonlyMap<string, ArrayBuffer>) => {
    const text = JSON.stringify(model) ?? '';
    const all = new Map(files).set('model.json', new TextEncoder().encode(text).buffer);
    if (orSentence(() => checkModel({ card, files: all }))) read++;
  };
  const tiny = TINY.map(({ card, files }) => ({
    card,
    model: JSON.parse(String(files.get('model.json'))) as Json,
    files: new Map(Array.from(files, ([path, bytes]) => [path, new Uint8Array(bytes).buffer])),
  }));
  const which = fc.nat(tiny.length - 1);
  const small = fc.property(which, MUTATIONS, (index, mutations) => {
    const { card, model, files } = tiny[index]!;
    check(card, mutated(model, mutations), files);
  });
  fc.assert(small, seeded(4000));
  const paths = guided.card.files.map(({ path }) => path);
  const bytesOf = (path: string) => Uint8Array.from(readFileSync(`models/guided/${path}`)).buffer;
  const files = new Map(paths.map((path) => [path, bytesOf(path)]));
  const large = fc.property(MUTATIONS, (mutations) => {
    check(guided.card, mutated(guided.model, mutations), files);
  });
  fc.assert(large, seeded(150));
  expect(read).toBeGreaterThan(100);
});

test('1,000 damaged files are read or refused', () => {
  const { card, files } = TINY[0]!;
  const paths = [...files.keys()].filter((path) => path !== 'card.json');
  const damage = fc.record({
    path: fc.constantFrom(...paths),
    from: fc.nat(4000),
    bytes: fc.uint8Array({ maxLength: 40 }),
    cuts: fc.boolean(),
  });
  const property = fc.property(damage, ({ path, from, bytes, cuts }) => {
    const whole = files.get(path)!;
    const kept = [
      whole.subarray(0, from),
      bytes,
      ...(cuts ? [] : [whole.subarray(from + bytes.length)]),
    ];
    const all = new Map(
      Array.from(files, ([name, content]) => [name, new Uint8Array(content).buffer]),
    );
    all.set(path, new Uint8Array(Buffer.concat(kept)).buffer);
    orSentence(() => checkModel({ card, files: all }));
    orSentence(() => goldenInput(card, all));
  });
  fc.assert(property, seeded(1000));
});

test('1,000 answers to a golden input are accepted only if correct', async () => {
  const { card, files } = TINY[0]!;
  const all = new Map(
    Array.from(files, ([path, content]) => [path, new Uint8Array(content).buffer]),
  );
  const right = Float32Array.from(TINY[0]!.run(goldenInput(card, all)));
  const slip = fc.record({
    at: fc.nat(right.length - 1),
    value: fc.oneof(fc.float(), fc.constantFrom(NaN, Infinity, -Infinity, -0)),
    length: fc.constantFrom(right.length, right.length, 0, 1, right.length - 1),
  });
  const property = fc.asyncProperty(slip, async ({ at, value, length }) => {
    const output = right.slice(0, length);
    if (at < length) output[at] = value;
    const isRight = length === right.length && Math.abs(value - right[at]!) < 0.005;
    const network = { card, run: async () => output } as Partial<Network> as Network;
    try {
      const { difference } = await checkGolden(network, all);
      expect(difference).toBeLessThanOrEqual(card.golden.tolerance);
    } catch (error) {
      expectSentence(error);
      expect(isRight).toBe(false);
    }
  });
  await fc.assert(property, seeded(1000));
});
