// The failure of one variant hides no other, loses no file, and ends every wait.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { blockedCaches, fakeCaches } from '../../../tests/lib/fake-caches.ts';
import { CLASSIC } from '../../../tests/lib/made-variants.ts';
import { tinyVariant } from '../../../tests/lib/tiny-variant.ts';
import { setAssetsRoot } from '../../assets.ts';
import { VariantsState } from './variants-state.svelte.ts';

const MINE = tinyVariant({ ...CLASSIC, id: 'mine' });
const OTHER = tinyVariant({ ...CLASSIC, id: 'other' });
const FILES = Array.from(MINE.files, ([path, content]) => ({
  path,
  file: new File([new Uint8Array(content)], path),
}));

let store = fakeCaches();
let broken = new Set<string>();
const engine = { useVariant: vi.fn(), tryVariant: vi.fn() };
const tell = vi.fn();

function createState(hasEngine = true): VariantsState {
  return new VariantsState({
    engine: () => (hasEngine ? engine : undefined),
    inUse: () => 'guided-lite',
    tell,
  });
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  store = fakeCaches();
  broken = new Set();
  setAssetsRoot('/');
  vi.stubGlobal('caches', store.caches);
  vi.stubGlobal('fetch', async (url: string) => {
    if (broken.has(url)) throw new TypeError('Failed to fetch');
    return new Response(new Uint8Array(readFileSync(`.${url}`)));
  });
  vi.clearAllMocks();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const idsOf = ({ all }: VariantsState) => all.map(({ card }) => card.id);
const mine = { kind: 'variant-tried', id: 'mine', milliseconds: 1 } as const;

async function keepMine(state: VariantsState): Promise<void> {
  await state.bring(FILES);
  state.hear(mine);
  await vi.waitFor(() => expect(state.work).toBeUndefined());
}

async function removeForGood(state: VariantsState, id: string): Promise<void> {
  state.remove(id);
  await vi.advanceTimersByTimeAsync(9000);
  await vi.waitFor(() => expect(state.removal.sentence).toBe(''));
  await new Promise((resolve) => setImmediate(resolve)); // files that no card names are deleted after that
}

test('a card that fails to load is reported and hides no other', async () => {
  broken.add('/models/classic/card.json');
  const state = createState();
  await state.look();
  expect(idsOf(state)).toEqual(['guided-lite', 'guided']);
  expect(state.problem).toBe('The card of "classic" could not be loaded: there is no connection.');
});

test('without the catalog, the user’s variants are still listed', async () => {
  const state = createState();
  await keepMine(state);
  broken.add('/models/catalog.json');
  const later = createState();
  await later.look();
  expect(idsOf(later)).toEqual(['mine']);
  expect(later.problem).toContain('The list of variants could not be loaded');
});

test('with storage blocked, the catalog is listed, and variants that cannot be kept are reported', async () => {
  vi.stubGlobal('caches', blockedCaches);
  const state = createState();
  await state.look();
  expect(idsOf(state)).toHaveLength(3);
  expect(state.problem).toBeUndefined();
  await keepMine(state);
  expect(state.problem).toContain('"mine" works here, but this browser does not keep it');
});

test('an outdated card can be removed, and keeps its files until then', async () => {
  const state = createState();
  await keepMine(state);
  const own = await store.caches.open('vanish-own-variants');
  const files = await store.caches.open('vanish-files');
  const old = { ...OTHER.card, id: 'old', role: 'painter' };
  await own.put('/own/old/card.json', Response.json(old));
  for (const { sha256 } of old.files) await files.put(`/kept/${sha256}`, new Response('x'));
  await files.put('/kept/nobodys', new Response('x'));
  await state.look();
  expect(state.unfit).toEqual([{ id: 'old', sentence: expect.stringContaining('"role" must be') }]);
  expect(state.problem).toBeUndefined();

  await removeForGood(state, 'mine');
  const kept = (await files.keys()).map(({ url }) => url.split('/').at(-1));
  expect(new Set(kept)).toEqual(new Set(old.files.map(({ sha256 }) => sha256)));
  await removeForGood(state, 'old');
  expect(state.unfit).toEqual([]);
  expect(await files.keys()).toEqual([]);
});

test('a removed variant can be restored for a while, with all its files', async () => {
  const state = createState();
  await keepMine(state);
  state.remove('mine');
  expect(idsOf(state)).not.toContain('mine');
  expect([state.removal.canUndo, state.removal.sentence]).toEqual([
    true,
    expect.stringContaining('was removed.'),
  ]);
  await vi.advanceTimersByTimeAsync(5000);
  state.removal.undo();
  await vi.advanceTimersByTimeAsync(60_000);
  await state.look();
  expect(idsOf(state)).toContain('mine');
});

test.each([
  ['a card that is no JSON', () => store.caches.open('vanish-own-variants'), new Response('{')],
  ['no connection', () => Promise.reject(new Error('not needed')), undefined],
])('with %s no kept file is deleted', async (_, open, card) => {
  const state = createState();
  await keepMine(state);
  const files = await store.caches.open('vanish-files');
  await files.put('/kept/somebodys', new Response('x'));
  if (card) await (await open()).put('/own/cut/card.json', card);
  else broken.add('/models/classic/card.json');
  await removeForGood(state, 'mine');
  expect((await files.keys()).map(({ url }) => url)).toContain('https://page.test/kept/somebodys');
});

test('late progress of a failed variant does not restart the wait', () => {
  const state = createState();
  state.use('guided');
  state.hear({ kind: 'variant-problem', id: 'guided', sentence: 'It broke.' });
  state.hear({ kind: 'variant-progress', id: 'guided', share: 0.5, doing: 'Loading' });
  expect(state.work).toBeUndefined();
  expect(state.problem).toBe('It broke.');
});

test('if the engine goes silent, the wait ends with a message', async () => {
  const state = createState();
  state.use('guided');
  await vi.advanceTimersByTimeAsync(119_000);
  state.hear({ kind: 'variant-progress', id: 'guided', share: 0.5, doing: 'Loading' });
  await vi.advanceTimersByTimeAsync(119_000);
  expect(state.work).toBeDefined();
  await vi.advanceTimersByTimeAsync(2000);
  expect(state.work).toBeUndefined();
  expect(state.problem).toBe('"guided" has not responded for two minutes. Try it again.');
});

test('a missing or restarting engine ends the wait too', () => {
  const idle = createState(false);
  idle.use('guided');
  expect(idle.work).toBeUndefined();
  expect(idle.problem).toBe('The cloak is not running: start it first.');
  const state = createState();
  state.use('guided');
  state.hear({
    kind: 'ready',
    tier: 'wasm',
    tried: [],
    reason: '',
    variant: 'guided-lite',
    remembers: true,
    milliseconds: 1,
  });
  expect(state.work).toBeUndefined();
  expect(state.problem).toContain('had to restart before "guided" was ready');
});

test('variants are added one at a time', async () => {
  const state = createState();
  await state.bring(FILES);
  await state.bring(FILES);
  expect(engine.tryVariant).toHaveBeenCalledTimes(1);
  expect(state.problem).toContain('Another variant is still being processed');
  state.hear(mine);
  await vi.waitFor(() => expect(state.work).toBeUndefined());
});

test('the folder of a listed variant selects that variant', async () => {
  const folder = './models/guided-lite/';
  const names = ['card.json', 'model.json', 'weights.bin', 'golden-input.bin', 'golden-output.bin'];
  const files = names.map((name) => ({
    path: name,
    file: new File([new Uint8Array(readFileSync(folder + name))], name),
  }));
  const state = createState();
  await state.bring(files);
  expect(engine.useVariant).toHaveBeenCalledWith('guided-lite');
  expect(state.problem).toBeUndefined();
});

test('a different variant with a name in use is refused', async () => {
  const own = tinyVariant({ ...CLASSIC, id: 'guided-lite' });
  const files = Array.from(own.files, ([path, content]) => ({
    path,
    file: new File([new Uint8Array(content)], path),
  }));
  const state = createState();
  await state.bring(files);
  expect(state.problem).toContain('Vanish has another variant "guided-lite"');
  expect(engine.useVariant).not.toHaveBeenCalled();
});

test('an .onnx file stays out of the list until it is kept', async () => {
  const state = createState();
  await state.bring([{ path: 'mine.onnx', file: new File(['x'], 'mine.onnx') }]);
  const { onnx } = state;
  expect(onnx?.fileName).toBe('mine.onnx');
  await vi.waitFor(() => expect(onnx?.doing).toBeUndefined());
  expect(onnx?.problem).toBe('"mine.onnx" cannot be used: it is not an ONNX model.');
  expect(state.work).toBeUndefined();
  onnx?.close();
  expect(state.onnx).toBeUndefined();
});
