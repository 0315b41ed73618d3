import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../cloak/settings.ts';
import type { Engine, EngineOptions } from './client.ts';
import { createLastingEngine } from './lasting-engine.ts';
import type { FromEngine } from './messages.ts';
import { ALIVE, READY } from './test-messages.ts';
import { TICK } from './watchdog.ts';

const CANVAS = {} as HTMLCanvasElement;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function lasting(choice: Partial<EngineOptions> = {}) {
  const opened: { options: EngineOptions; engine: Engine; say: (message: FromEngine) => void }[] =
    [];
  const heard: FromEngine[] = [];
  const engine = createLastingEngine({
    ...choice,
    canvas: CANVAS,
    nextCanvas: async () => ({}) as HTMLCanvasElement,
    listen: (message) => heard.push(message),
    create(options) {
      const made = {
        busy: false,
        set: vi.fn(),
        dispose: vi.fn(),
        show: vi.fn(),
        attach: vi.fn(),
        attachFilm: vi.fn(),
        record: vi.fn(),
        output: vi.fn(),
      };
      const single = made as unknown as Engine;
      opened.push({ options, engine: single, say: options.listen });
      return single;
    },
  });
  const kinds = () => heard.map(({ kind }) => kind);
  /** Lets this many ticks pass in silence. */
  const wait = (ticks: number) => vi.advanceTimersByTimeAsync(ticks * TICK);
  return { engine, opened, heard, kinds, wait };
}

test('an engine that keeps reporting is not replaced', async () => {
  const { opened, wait } = lasting();
  opened[0]!.say(READY);
  for (let i = 0; i < 30; i++) {
    opened[0]!.say(ALIVE);
    await wait(1);
  }
  expect(opened).toHaveLength(1);
});

test('an engine that hangs is replaced on a new canvas, with its variant, tier and settings', async () => {
  const { engine, opened, kinds, wait } = lasting({ preferred: 'mine' });
  opened[0]!.say(READY);
  const settings = { ...DEFAULT_SETTINGS, remember: false };
  engine.set(settings);
  await wait(7);
  expect(kinds()).toEqual(['ready', 'restarting']);
  expect(opened).toHaveLength(2);
  expect(opened[0]!.engine.dispose).toHaveBeenCalledOnce();
  const { options, engine: second } = opened[1]!;
  expect(options).toMatchObject({ tier: 'wasm', variant: 'guided', preferred: 'mine' });
  expect(options.canvas).not.toBe(CANVAS);
  expect(second.set).toHaveBeenLastCalledWith(settings);
  opened[1]!.say(READY);
  expect(kinds()).toEqual(['ready', 'restarting', 'ready']);
});

test('messages of a replaced engine are ignored', async () => {
  const { opened, kinds, wait } = lasting();
  opened[0]!.say({ kind: 'broken', sentence: 'The graphics device was lost.' });
  await wait(1);
  opened[0]!.say(READY);
  expect(kinds()).toEqual(['restarting']);
});

test('a frame that arrives while no engine runs is closed', () => {
  const { engine, opened } = lasting();
  opened[0]!.say({ kind: 'broken', sentence: 'It broke.' });
  expect(engine.busy).toBe(true);
  const close = vi.fn();
  engine.show({ close } as unknown as VideoFrame);
  expect(close).toHaveBeenCalledOnce();
});

test('another tier takes over if the previous one does not start again', async () => {
  const { opened, heard, wait } = lasting();
  opened[0]!.say({ ...READY, tier: 'webgpu' });
  opened[0]!.say({ kind: 'broken', sentence: 'The graphics device was lost.' });
  await wait(1);
  expect(opened[1]!.options.tier).toBe('webgpu');
  opened[1]!.say({ kind: 'problem', sentence: 'No adapter.', fatal: true });
  await wait(1);
  expect(opened[2]!.options.tier).toBeUndefined();
  opened[2]!.say({ kind: 'problem', sentence: 'Nothing works.', fatal: true });
  expect(heard.at(-1)).toEqual({ kind: 'problem', sentence: 'Nothing works.', fatal: true });
});

test('an engine that keeps breaking ends with a message', async () => {
  const { opened, heard, wait } = lasting();
  for (let i = 0; i < 4; i++) {
    opened[i]!.say(READY);
    opened[i]!.say({ kind: 'broken', sentence: 'It broke.' });
    await wait(1);
  }
  expect(opened).toHaveLength(4);
  expect(heard.at(-1)).toMatchObject({ kind: 'problem', fatal: true });
});

test('an engine that never starts, because a file does not arrive, ends with a message', async () => {
  const { opened, heard, wait } = lasting();
  await wait(62);
  expect(heard.at(-1)).toEqual({
    kind: 'restarting',
    sentence: 'The cloak takes too long to start. The cloak is restarting.',
  });
  await wait(5 * 62);
  expect(opened).toHaveLength(4);
  expect(heard.at(-1)).toMatchObject({
    kind: 'problem',
    fatal: true,
    sentence: expect.stringContaining(
      'The cloak takes too long to start. Restarting did not help.',
    ),
  });
});

test('an engine that recovers by itself is reported, and not replaced', async () => {
  const { opened, kinds, wait } = lasting();
  opened[0]!.say(READY);
  opened[0]!.say({ kind: 'recovering', sentence: 'The graphics device was lost.' });
  opened[0]!.say({ kind: 'recovered', sentence: 'The cloak is back.' });
  await wait(1);
  expect(kinds()).toEqual(['ready', 'recovering', 'recovered']);
  expect(opened).toHaveLength(1);
});

test('a device that is lost now and then is no reason to give up', async () => {
  const { opened, kinds } = lasting();
  opened[0]!.say(READY);
  for (let hour = 0; hour < 8; hour++) {
    opened[0]!.say({ kind: 'recovered', sentence: 'The cloak is back.' });
    for (let second = 0; second < 3600; second++) {
      opened[0]!.say(ALIVE);
      await vi.advanceTimersByTimeAsync(1000);
    }
  }
  expect(kinds()).not.toContain('problem');
});

test('a device that keeps getting lost ends with a message', async () => {
  const { opened, heard, wait } = lasting();
  opened[0]!.say(READY);
  for (let i = 0; i < 3; i++) opened[0]!.say({ kind: 'recovered', sentence: 'It is back.' });
  expect(heard.at(-1)).toMatchObject({ kind: 'recovered' });
  opened[0]!.say({ kind: 'recovered', sentence: 'It is back.' });
  await wait(1);
  expect(heard.at(-1)).toMatchObject({ kind: 'problem', fatal: true });
  expect(opened[0]!.engine.dispose).toHaveBeenCalledOnce();
  expect(opened).toHaveLength(1);
});

test('an output track continues with the next engine', async () => {
  const { engine, opened, wait } = lasting();
  const written: unknown[] = [];
  const track = new WritableStream<VideoFrame>({ write: (frame) => void written.push(frame) });
  engine.output(track);
  const streamOf = (i: number) =>
    (vi.mocked(opened[i]!.engine.output).mock.calls[0]![0] as WritableStream).getWriter();
  await streamOf(0).write('first');
  opened[0]!.say({ kind: 'broken', sentence: 'It broke.' });
  await wait(1);
  await streamOf(1).write('second');
  await wait(1);
  expect(written).toEqual(['first', 'second']);
});

test('once disposed, it replaces nothing', async () => {
  const { engine, opened, wait } = lasting();
  engine.dispose();
  await wait(100);
  expect(opened).toHaveLength(1);
});

test('a variant that never loaded is not forced on the next engine', async () => {
  const { opened, wait } = lasting({ preferred: 'mine' });
  opened[0]!.say({ ...READY, variant: 'mine', milliseconds: undefined });
  opened[0]!.say({ kind: 'broken', sentence: 'It broke.' });
  await wait(1);
  expect(opened[1]!.options).toMatchObject({ tier: 'wasm', preferred: 'mine' });
  expect(opened[1]!.options.variant).toBeUndefined();
  opened[1]!.say({ ...READY, variant: 'mine', milliseconds: undefined });
  opened[1]!.say({ ...READY, kind: 'whole', variant: 'guided' });
  opened[1]!.say({ kind: 'broken', sentence: 'It broke.' });
  await wait(1);
  expect(opened[2]!.options.variant).toBe('guided');
});

test('what an engine takes is its own; without an engine, it is closed', () => {
  const { engine, opened } = lasting();
  const frames = { cancel: vi.fn() };
  const port = { close: vi.fn() };
  const offer = () => {
    engine.attach(frames as unknown as ReadableStream<VideoFrame>);
    engine.attachFilm(port as unknown as MessagePort);
    engine.record(port as unknown as MessagePort, false);
  };
  offer();
  expect(opened[0]!.engine.attach).toHaveBeenCalledOnce();
  expect([frames.cancel, port.close].flatMap(({ mock }) => mock.calls)).toEqual([]);
  engine.dispose();
  offer();
  expect(opened[0]!.engine.attach).toHaveBeenCalledOnce();
  expect([frames.cancel, port.close].map(({ mock }) => mock.calls.length)).toEqual([1, 2]);
});
