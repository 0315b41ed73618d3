import { expect, test, vi } from 'vitest';
import type { Engine } from '../engine/client.ts';
import type { FromEngine } from '../engine/messages.ts';
import type { CameraLock } from '../sources/camera-lock.ts';
import { cameraProblem } from '../sources/camera-problem.ts';
import { SourceError, type Problem } from '../sources/problem.ts';
import type { OpenOptions, Source, SourceKind } from '../sources/source.ts';
import { CloakState } from './cloak-state.svelte.ts';
import { fakeLater } from './fake-later.ts';
import type { Surroundings } from './surroundings.ts';

const READY: Extract<FromEngine, { kind: 'ready' }> = {
  kind: 'ready',
  tier: 'wasm',
  variant: 'guided',
  tried: [],
  reason: '',
  remembers: true,
  milliseconds: 20,
};
const FRAME_DONE: FromEngine = { kind: 'frame-done', drawn: { width: 640, height: 480 } };

const STATS: Extract<FromEngine, { kind: 'stats' }> = {
  kind: 'stats',
  framesPerSecond: 30,
  stages: {},
  room: { seenOfHole: 0.8, seenOfFrame: 0.9, generatorShare: 1 },
};

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
  const { later, pass } = fakeLater();
  const engine = { busy: false, stop: vi.fn(), set: vi.fn(), learn: vi.fn(), dispose: vi.fn() };
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
    later,
    listCameras: async () => [],
    followCameras: () => () => {},
    readKept: () => ({}),
    keep: () => {},
    search: '',
    ...changes,
  });
  const end = state.start({} as HTMLCanvasElement);
  return { state, engine, opened, end, pass, say: (message: FromEngine) => listen(message) };
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
  expect(engine.set).toHaveBeenLastCalledWith({
    ...{ cloak: true, remember: true, refine: true, view: 'split', split: 0.25 },
  });
});

/** A camera's picture is shown, and the engine knows a part of the room. */
async function pageInUse(changes: Partial<Surroundings> = {}) {
  const all = page(changes);
  all.say(READY);
  await all.state.startCamera();
  all.say(FRAME_DONE);
  all.say(STATS);
  return all;
}

test('switched off, the room is forgotten, and its views go', async () => {
  const { state, engine, say } = await pageInUse();
  expect(state.roomKnown.report?.seenOfHole).toBe(0.8);
  state.set({ view: 'confidence' });
  state.set({ remember: false });
  expect(engine.set).toHaveBeenLastCalledWith(
    expect.objectContaining({ view: 'cloaked', remember: false }),
  );
  expect(state.views).toEqual(['cloaked', 'split', 'mask']);
  expect(state.roomKnown.report).toBeUndefined();
  say(STATS); // it was on its way
  expect(state.roomKnown.report).toBeUndefined();
});

test('a variant that remembers nothing takes the views of the room with it', async () => {
  const { state, say } = page();
  expect(state.canRemember).toBe(true);
  state.set({ view: 'plate' });
  say({ ...READY, remembers: false });
  expect(state.canRemember).toBe(false);
  expect(state.settings.view).toBe('cloaked');
  expect(state.views).toEqual(['cloaked', 'split', 'mask']);
});

test('refining is offered where there is a refiner, and the engine is told the choice', async () => {
  const { state, say, engine } = await pageInUse();
  say(READY);
  expect(state.canRefine).toBe(false);
  say({ ...READY, refiner: 'refiner' });
  expect(state.canRefine).toBe(true);
  state.set({ refine: false });
  expect(engine.set).toHaveBeenLastCalledWith(expect.objectContaining({ refine: false }));
});

test('with the cloak off there is nothing to know of the room', async () => {
  const { state } = await pageInUse();
  state.set({ cloak: false });
  expect(state.roomKnown.report).toBeUndefined();
});

test('what is known of the room is forgotten with its source', async () => {
  const { state, say } = await pageInUse();
  state.stop();
  expect(state.roomKnown.report).toBeUndefined();
  say(STATS); // it was on its way
  expect(state.roomKnown.report).toBeUndefined();
});

test('the room is learned, and the status tells', async () => {
  const { state, engine, say, pass } = await pageInUse();
  state.toggleLearning();
  expect(state.status).toContain('Step out of the picture:');
  pass(3000);
  expect(engine.learn).toHaveBeenCalledExactlyOnceWith(2000);
  pass(2000);
  say({ ...STATS, room: { seenOfFrame: 1, generatorShare: 0 } });
  expect(state.status).toBe('The room is known: come back in.');
  expect(state.isTrouble).toBe(false);
  pass(10_000);
  expect(state.status).toBe('The cloak is on.');
});

test('the room can be learned from a cloaked and remembered picture only', async () => {
  const { state, say } = page();
  state.toggleLearning();
  expect(state.canLearn || state.learnRoom.isRunning).toBe(false); // no picture
  say(READY);
  await state.startCamera();
  say(FRAME_DONE);
  expect(state.canLearn).toBe(true);
  for (const changes of [{ cloak: false }, { remember: false }]) {
    state.set({ cloak: true, remember: true });
    state.toggleLearning();
    expect(state.learnRoom.isRunning).toBe(true);
    state.set(changes);
    expect(state.canLearn || state.learnRoom.isRunning).toBe(false);
  }
});

test('learning ends when it is cancelled, and with its source', async () => {
  const { state, engine, pass } = await pageInUse();
  state.toggleLearning();
  state.toggleLearning();
  expect(state.learnRoom.isRunning).toBe(false);
  state.toggleLearning();
  state.stop();
  pass(10_000);
  expect(state.learnRoom.learning.phase).toBe('idle');
  expect(engine.learn).not.toHaveBeenCalled();
});

test('a notice is told for a few seconds, and is no trouble', async () => {
  const { state, say, pass } = await pageInUse();
  say({ kind: 'notice', sentence: 'The camera moved.' });
  expect(state.status).toBe('The camera moved.');
  expect(state.isTrouble).toBe(false);
  pass(10_000);
  expect(state.status).toBe('The cloak is on.');
});

test('a problem is not hidden by a notice', async () => {
  const { state, say } = await pageInUse();
  say({ kind: 'notice', sentence: 'The camera moved.' });
  say({ kind: 'problem', sentence: 'It broke.', fatal: false });
  expect(state.status).toBe('It broke.');
  expect(state.isTrouble).toBe(true);
});

test('a camera that can be locked is, while it is in use', async () => {
  let isLocked = false;
  const lock: CameraLock = {
    get isLocked() {
      return isLocked;
    },
    set: async (wanted) => void (isLocked = wanted),
  };
  const { state } = await pageInUse({
    openCamera: async (options) => Object.assign(new FakeSource('camera', options), { lock }),
  });
  expect(state.cameraLock.isOffered).toBe(true);
  await state.cameraLock.set(true);
  expect(isLocked).toBe(true);
  await state.playDemo();
  expect(state.cameraLock.isOffered).toBe(false);
  await state.startCamera();
  state.stop();
  expect(state.cameraLock.isOffered).toBe(false);
});

test('the end of the page ends source and engine', async () => {
  const { state, opened, engine, end } = page();
  await state.startCamera();
  end();
  expect(opened[0]?.stop).toHaveBeenCalledOnce();
  expect(engine.dispose).toHaveBeenCalledOnce();
});

test('what was chosen at an earlier visit is chosen again, and what is chosen now is kept', () => {
  const keep = vi.fn();
  const { state } = page({ readKept: () => ({ remember: false, split: 0.2 }), keep });
  expect(state.settings).toMatchObject({ remember: false, split: 0.2, cloak: true });
  state.set({ split: 0.7 });
  expect(keep).toHaveBeenLastCalledWith({ remember: false, split: 0.7 });
});
