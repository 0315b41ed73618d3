import { expect, test, vi } from 'vitest';
import type { Engine } from '../engine/client.ts';
import type { FromEngine } from '../engine/messages.ts';
import { cameraProblem } from '../sources/camera-problem.ts';
import { SourceError, type Problem } from '../sources/problem.ts';
import type { OpenOptions, Source, SourceKind } from '../sources/source.ts';
import { CloakState, type Surroundings } from './cloak-state.svelte.ts';

const READY: FromEngine = { kind: 'ready', tier: 'wasm', variant: 'guided', tried: [], reason: '' };
const FRAME_DONE: FromEngine = { kind: 'frame-done', drawn: { width: 640, height: 480 } };

class FakeSource implements Source {
  readonly kind: SourceKind;
  readonly title: string;
  readonly lose: (problem: Problem) => void;
  readonly feed = vi.fn();
  readonly stop = vi.fn();

  constructor(kind: SourceKind, { onLost }: OpenOptions) {
    this.kind = kind;
    this.title = `the ${kind}`;
    this.lose = onLost;
  }
}

/** A page with a camera that works and an engine that says what the test makes it say. */
function page(changes: Partial<Surroundings> = {}) {
  const engine = { busy: false, stop: vi.fn(), set: vi.fn(), dispose: vi.fn() };
  const opened: FakeSource[] = [];
  let listen: (message: FromEngine) => void = () => {};

  function open(kind: SourceKind, options: OpenOptions): Promise<Source> {
    const source = new FakeSource(kind, options);
    opened.push(source);
    return Promise.resolve(source);
  }

  const state = new CloakState({
    createEngine: (options) => {
      listen = options.listen;
      return engine as unknown as Engine;
    },
    openCamera: (options) => open('camera', options),
    openDemo: (options) => open('demo', options),
    openFile: (_file, options) => open('file', options),
    lacksCamera: () => Promise.resolve(false),
    canCloak: () => true,
    search: '',
    ...changes,
  });
  const end = state.start({} as HTMLCanvasElement);
  return { state, engine, opened, end, say: (message: FromEngine) => listen(message) };
}

function refuse(kind: Parameters<typeof cameraProblem>[0]) {
  return () => Promise.reject(new SourceError(cameraProblem(kind)));
}

test('nothing starts by itself where there is a camera', async () => {
  const { state, opened } = page();
  await vi.waitFor(() => expect(state.status).toBe('The cloak is getting ready.'));
  expect(opened).toEqual([]);
});

test('without a camera the demo starts, and the page says why', async () => {
  const { state } = page({ lacksCamera: () => Promise.resolve(true) });
  await vi.waitFor(() => expect(state.source?.kind).toBe('demo'));
  expect(state.status).toContain('No camera was found. The demo plays instead.');
});

test('no frame leaves the source before the cloak is ready', async () => {
  const { state, opened, say } = page();
  await state.startCamera();
  expect(opened[0]?.feed).not.toHaveBeenCalled();
  say(READY);
  say(READY); // as after a lost device
  expect(opened[0]?.feed).toHaveBeenCalledOnce();
});

test('there is no picture before the first frame of the source in use', async () => {
  const { state, say } = page();
  say(READY);
  await state.startCamera();
  expect(state.ratio).toBeUndefined();
  say({ kind: 'frame-done' }); // one that failed: nothing was drawn
  expect(state.ratio).toBeUndefined();
  say(FRAME_DONE);
  expect(state.ratio).toBeCloseTo(4 / 3);
  await state.playDemo();
  expect(state.ratio).toBeUndefined();
});

test('a refused camera leads to a sentence and the offer of the demo', async () => {
  const { state } = page({ openCamera: refuse('refused') });
  await state.startCamera();
  expect(state.life.phase).toBe('denied');
  expect(state.status).toBe(
    'The camera was refused. Nothing is shown. ' +
      'Allow it beside the page’s address and press Start camera, or play the demo.',
  );
  expect(state.offersDemo).toBe(true);
});

test('a camera that is not there leads to the demo', async () => {
  const { state } = page({ openCamera: refuse('none-found') });
  await state.startCamera();
  await vi.waitFor(() => expect(state.life.phase).toBe('live'));
  expect(state.source?.kind).toBe('demo');
  expect(state.status).toContain('No camera was found.');
});

test('a source that fails leaves the one in use alone', async () => {
  const { state, opened } = page({ openFile: refuse('unknown') });
  await state.playDemo();
  await state.openFile(new File([], 'nothing.mp4'));
  expect(state.source).toBe(opened[0]);
  expect(opened[0]?.stop).not.toHaveBeenCalled();
  expect(state.status).toContain('Vanish goes on with the demo.');
});

test('an unplugged camera ends the picture and is told', async () => {
  const { state, opened, engine, say } = page();
  say(READY);
  await state.startCamera();
  say(FRAME_DONE);
  opened[0]?.lose(cameraProblem('unplugged'));
  expect(state.life.phase).toBe('lost');
  expect(state.status).toContain('The camera was unplugged');
  expect(state.offersDemo).toBe(true);
  expect(state.ratio).toBeUndefined();
  expect(engine.stop).toHaveBeenCalled();
});

test('a camera that is allowed too late is switched off again', async () => {
  let allow: () => void = () => {};
  let camera: FakeSource | undefined;
  const { state } = page({
    openCamera: (options) =>
      new Promise((resolve) => {
        allow = () => resolve((camera = new FakeSource('camera', options)));
      }),
  });
  const asking = state.startCamera();
  await state.playDemo();
  allow();
  await asking;
  expect(camera?.stop).toHaveBeenCalledOnce();
  expect(state.source?.kind).toBe('demo');
});

test('a fatal problem ends the source', async () => {
  const { state, opened, say } = page();
  await state.startCamera();
  say({ kind: 'problem', sentence: 'It broke.', fatal: true });
  expect(opened[0]?.stop).toHaveBeenCalledOnce();
  expect(state.engine.phase).toBe('failed');
  expect(state.status).toBe('It broke.');
});

test('the address can ask for a source', async () => {
  const { state } = page({ search: '?source=demo' });
  await vi.waitFor(() => expect(state.source?.kind).toBe('demo'));
  expect(state.isTrouble).toBe(false);
});

test('settings reach the engine', () => {
  const { state, engine } = page();
  state.set({ view: 'split' });
  state.set({ split: 0.25 });
  expect(engine.set).toHaveBeenLastCalledWith({ cloak: true, view: 'split', split: 0.25 });
});

test('the end of the page ends source and engine', async () => {
  const { state, opened, engine, end } = page();
  await state.startCamera();
  end();
  expect(opened[0]?.stop).toHaveBeenCalledOnce();
  expect(engine.dispose).toHaveBeenCalledOnce();
});
