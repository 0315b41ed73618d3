import { expect, test, vi } from 'vitest';
import type { Engine } from '../../engine/client.ts';
import { EngineInUse } from './engine-in-use.svelte.ts';
import { FakeSource, READY } from './fake-page.ts';
import type { PageOptions } from './page-options.ts';

const OPTIONS = {
  canvas: {} as HTMLCanvasElement,
  nextCanvas: async () => ({}) as HTMLCanvasElement,
  listen: () => {},
};

function started(asked: PageOptions = {}, canCloak = true) {
  const dispose = vi.fn();
  const createEngine = vi.fn(() => ({ dispose }) as unknown as Engine);
  const surroundings = {
    createEngine,
    canCloak: () => canCloak,
    readPreferences: () => ({ variant: 'last' }),
  };
  const engine = new EngineInUse(surroundings, asked);
  const hasStarted = engine.start(OPTIONS);
  return { engine, hasStarted, createEngine, dispose };
}

const camera = () => new FakeSource('camera', { onLost: () => {} });

test('the engine starts with what the address asks for and with the variant used last time', () => {
  const { engine, hasStarted, createEngine } = started({ tier: 'webgl', variant: 'mine' });
  expect(hasStarted).toBe(true);
  const asked = { tier: 'webgl', variant: 'mine', preferred: 'last' };
  expect(createEngine).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(asked));
  expect(engine.found).toEqual({ tier: 'webgl' });
  engine.hear(READY);
  expect(engine.found).toEqual({ tier: 'wasm', variant: 'guided' });
});

test('a browser that cannot run an engine starts none, and the state says why', () => {
  const { engine, hasStarted, createEngine } = started({}, false);
  expect([hasStarted, engine.now, engine.state.phase]).toEqual([false, undefined, 'failed']);
  expect(createEngine).not.toHaveBeenCalled();
  expect(engine.isLoaded).toBe(true); // there is nothing to wait for
});

test('it is loaded once the network has run, not once it is ready', () => {
  const { engine } = started();
  const { milliseconds: _, ...early } = READY;
  engine.hear(early);
  expect(engine.isLoaded).toBe(false);
  engine.hear(READY);
  expect(engine.isLoaded).toBe(true);
});

test('a source feeds each engine once, and no engine before it is ready', () => {
  const { engine, dispose } = started();
  const source = camera();
  engine.feed(source);
  expect(source.feed).not.toHaveBeenCalled();
  engine.hear(READY);
  engine.feed(source);
  engine.feed(source);
  expect(source.feed).toHaveBeenCalledExactlyOnceWith(engine.now);
  expect(engine.isFedBy(source)).toBe(true);
  engine.hear({ kind: 'restarting', sentence: '' });
  expect(engine.isFedBy(source)).toBe(false);
  engine.hear(READY);
  engine.feed(source);
  expect(source.feed).toHaveBeenCalledTimes(2);
  engine.end();
  expect(dispose).toHaveBeenCalledOnce();
  engine.feed(camera());
  expect(engine.now).toBeUndefined();
});
