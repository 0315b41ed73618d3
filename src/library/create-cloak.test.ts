import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCloak, VanishError } from './create-cloak.ts';
import { engines, fakeTrack, READY, stubBrowser } from './fake-engine.ts';
import { startCloak } from './start-cloak.ts';

vi.mock('../engine/lasting-engine.ts', async () => {
  const { createFakeEngine } = await import('./fake-engine.ts');
  return { createLastingEngine: createFakeEngine };
});

beforeEach(() => {
  engines.length = 0;
  stubBrowser();
});
afterEach(() => void vi.unstubAllGlobals());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof VanishError ? error.code : error),
  );

async function ready(options: Parameters<typeof createCloak>[1] = {}) {
  const track = fakeTrack();
  const coming = createCloak(track, options);
  engines.at(-1)!.say(READY);
  return { cloak: await coming, track, ...engines.at(-1)! };
}

test.each(['VideoFrame', 'OffscreenCanvas', 'Worker', 'WebAssembly'])(
  'a browser without %s is detected in advance, and refused',
  async (name) => {
    expect(createCloak.isSupported()).toBe(true);
    vi.stubGlobal(name, undefined);
    expect(createCloak.isSupported()).toBe(false);
    await expect(createCloak(fakeTrack())).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(name),
    });
    expect(engines).toEqual([]);
  },
);

test('an insecure page is not supported', () => {
  vi.stubGlobal('isSecureContext', false);
  expect(createCloak.isSupported()).toBe(false);
});

test('an audio track and one that has ended are refused', async () => {
  const sound = Object.assign(fakeTrack(), { kind: 'audio' });
  expect(await codeOf(createCloak(sound))).toBe('wrong-track');
  const [none] = new MediaStream([sound]).getVideoTracks();
  expect(await codeOf(createCloak(none!))).toBe('wrong-track');
  const over = fakeTrack();
  over.stop();
  expect(await codeOf(createCloak(over))).toBe('track-ended');
});

test('a track that was stopped while the cloak loaded is refused as soon as it is ready', async () => {
  const track = fakeTrack();
  const coming = codeOf(createCloak(track));
  track.stop(); // fires no event
  engines.at(-1)!.say(READY);
  expect(await coming).toBe('track-ended');
  expect(engines.at(-1)!.engine.dispose).toHaveBeenCalledOnce();
});

test('files are fetched from the root of the origin, or from a folder next to the page', async () => {
  const first = await ready();
  expect(first.options.assets).toBe('https://example.org/');
  const { options } = await ready({ assets: 'cloak/' });
  expect(options.assets).toBe('https://example.org/page/cloak/');
  const bare = await ready({ assets: '/cloak' }); // the slash at its end was forgotten
  expect(bare.options.assets).toBe('https://example.org/cloak/');
});

test('an address that is none is refused with a sentence, and leaves nothing behind', async () => {
  const coming = createCloak(fakeTrack(), { assets: 'https://' });
  await expect(coming).rejects.toMatchObject({
    code: 'not-loaded',
    message: expect.stringContaining('“https://”'),
  });
  expect(engines).toEqual([]);
});

test('a page whose policy forbids the worker gets an error with a code', () => {
  const refuse = () => {
    throw new TypeError('This document requires a TrustedScriptURL.');
  };
  const ways = { canvas: {} as HTMLCanvasElement, feed: () => () => {}, close: () => {} };
  expect(() => startCloak(ways, {}, refuse)).toThrow(
    expect.objectContaining({
      name: 'VanishError',
      code: 'not-loaded',
      message: 'The cloak could not be loaded (This document requires a TrustedScriptURL.).',
    }),
  );
});

test('a failure at the start has its code and cause, and leaves nothing behind', async () => {
  const coming = createCloak(fakeTrack());
  const [{ say, engine, options }] = engines as [(typeof engines)[0]];
  say({
    kind: 'problem',
    sentence: 'It could not be loaded.',
    code: 'not-loaded',
    cause: 'Failed to fetch',
    fatal: true,
  });
  await expect(coming).rejects.toMatchObject({
    name: 'VanishError',
    code: 'not-loaded',
    message: 'It could not be loaded.',
    cause: { message: 'Failed to fetch' },
  });
  expect(engine.dispose).toHaveBeenCalledOnce();
  expect(options.canvas).toBeDefined();
});

test('a later failure is reported with its code, and ends the track if it is fatal', async () => {
  const onProblem = vi.fn();
  const { cloak, say } = await ready({ onProblem });
  say({ kind: 'problem', sentence: 'A frame.', fatal: false });
  expect(onProblem).toHaveBeenLastCalledWith(
    'A frame.',
    false,
    expect.objectContaining({ code: 'failed' }),
  );
  expect(cloak.track.readyState).toBe('live');
  say({ kind: 'problem', sentence: 'Broken.', code: 'broken', fatal: true });
  expect(onProblem).toHaveBeenLastCalledWith(
    'Broken.',
    true,
    expect.objectContaining({ code: 'broken' }),
  );
  expect(cloak.track.readyState).toBe('ended');
});

test('an unknown variant, a newer request and disposal each have a code', async () => {
  const { cloak, say } = await ready();
  const none = codeOf(cloak.setVariant('none'));
  say({ kind: 'variant-problem', id: 'none', sentence: 'No.', code: 'unknown-variant' });
  expect(await none).toBe('unknown-variant');
  const first = codeOf(cloak.setVariant('a'));
  const second = codeOf(cloak.setVariant('b'));
  expect(await first).toBe('superseded');
  const room = codeOf(cloak.bringRoom(new Blob()));
  say({ kind: 'room-brought', sentence: 'It does not fit.', isRefused: true });
  expect(await room).toBe('room-refused');
  cloak.dispose();
  expect(await second).toBe('disposed');
  expect(await codeOf(cloak.setVariant('c'))).toBe('disposed');
  expect(await codeOf(cloak.bringRoom(new Blob()))).toBe('disposed');
});

test('another camera takes over on the same track, and the previous one is ignored', async () => {
  vi.useFakeTimers();
  const onProblem = vi.fn();
  const { cloak, track, engine } = await ready({ onProblem });
  const { track: made } = cloak;
  const second = fakeTrack();
  cloak.setTrack(second);
  expect(engine.stop).toHaveBeenCalledOnce();
  expect(engine.attach).toHaveBeenCalledTimes(2);
  track.stop();
  vi.advanceTimersByTime(2000);
  expect(onProblem).not.toHaveBeenCalled();
  expect(cloak.track).toBe(made);
  second.stop();
  vi.advanceTimersByTime(2000);
  expect(onProblem).toHaveBeenCalledWith(
    expect.any(String),
    true,
    expect.objectContaining({ code: 'track-ended' }),
  );
  expect(() => cloak.setTrack(fakeTrack())).toThrow(
    expect.objectContaining({ code: 'disposed' }) as Error,
  );
  vi.useRealTimers();
});

test('a track that ends during loading rejects the promise', async () => {
  const over = fakeTrack();
  vi.useFakeTimers();
  const coming = codeOf(createCloak(over));
  over.stop();
  vi.advanceTimersByTime(1000);
  vi.useRealTimers();
  expect(await coming).toBe('track-ended');
});
