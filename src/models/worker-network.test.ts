// A network's worker that dies or hangs is replaced. The workers here are fakes that say what the test tells them to.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromNetwork, ToNetwork } from './network-messages.ts';
import type { Loaded, Network } from './network.ts';

/** Answers like a network's worker until it is dead. Then it is silent, as after `self.close()`. */
class FakeWorker {
  static readonly all: FakeWorker[] = [];
  onmessage: (event: { data: FromNetwork }) => void = () => {};
  onerror: (event: { message: string }) => void = () => {};
  isDead = false;
  readonly asked: ToNetwork['kind'][] = [];
  hasThreads: boolean | undefined;
  readonly terminate = vi.fn();

  constructor(readonly script: URL) {
    FakeWorker.all.push(this);
  }

  postMessage(message: ToNetwork): void {
    this.asked.push(message.kind);
    if (message.kind === 'start') this.hasThreads = message.hasThreads;
    setTimeout(() => {
      if (!this.isDead) this.onmessage({ data: this.answer(message) });
    });
  }

  answer(message: ToNetwork): FromNetwork {
    switch (message.kind) {
      case 'start':
        return { kind: 'started' };
      case 'load':
        return { kind: 'loaded' };
      case 'run':
        return { kind: 'output', output: message.input.map((value) => 2 * value) };
      case 'count':
        return { kind: 'counted', tensors: 7 };
      case 'drop':
        return { kind: 'dropped' };
    }
  }
}

const GENERATOR = {
  card: { input: { width: 1, height: 1, channels: ['rgb'] } },
  files: new Map(),
} as unknown as Loaded;

let load: typeof import('./worker-network.ts').loadWorkerNetwork;
let loadFinder: typeof import('./worker-network.ts').loadWorkerFinder;
let loadOnnx: typeof import('./worker-network.ts').loadWorkerOnnx;
beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('location', { href: 'http://localhost/', origin: 'http://localhost' });
  FakeWorker.all.length = 0;
  vi.resetModules();
  ({
    loadWorkerNetwork: load,
    loadWorkerFinder: loadFinder,
    loadWorkerOnnx: loadOnnx,
  } = await import('./worker-network.ts'));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Advances the timers until the promise settles. */
async function soon<Value>(coming: Promise<Value>, most = 100_000): Promise<Value> {
  let isDone = false;
  const end = () => void (isDone = true);
  coming.then(end, end);
  for (let waited = 0; !isDone && waited < most; waited += 100) {
    await vi.advanceTimersByTimeAsync(100);
  }
  if (!isDone) throw new Error(`Nothing came of it in ${most} ms.`);
  return coming;
}

const ask = (network: Network) => soon(network.run(Float32Array.of(1, 2, 3)), 10_000);

test('a worker that was killed is replaced, and the request repeated', async () => {
  const network = await soon(load(GENERATOR));
  expect(await ask(network)).toEqual(Float32Array.of(2, 4, 6));
  FakeWorker.all[0]!.isDead = true;
  expect(await ask(network)).toEqual(Float32Array.of(2, 4, 6));
  expect(FakeWorker.all).toHaveLength(2);
  expect(FakeWorker.all[0]!.terminate).toHaveBeenCalled();
  expect(await ask(network)).toEqual(Float32Array.of(2, 4, 6));
  expect(FakeWorker.all).toHaveLength(2);
});

test('a worker that fails with an error is replaced at once', async () => {
  const network = await soon(load(GENERATOR));
  await ask(network);
  FakeWorker.all[0]!.isDead = true;
  const coming = network.run(Float32Array.of(1));
  await vi.advanceTimersByTimeAsync(10);
  FakeWorker.all[0]!.onerror({ message: 'out of memory' });
  expect(await soon(coming, 1000)).toEqual(Float32Array.of(2));
});

test('if no replacement starts, the request is rejected', async () => {
  const network = await soon(load(GENERATOR));
  await ask(network);
  FakeWorker.all[0]!.isDead = true;
  vi.stubGlobal(
    'Worker',
    class extends FakeWorker {
      override isDead = true;
    },
  );
  await expect(soon(network.run(Float32Array.of(1)), 200_000)).rejects.toThrow('did not start');
});

test('an idle worker that died does not delay the next network', async () => {
  const [first, second] = [await soon(load(GENERATOR)), await soon(load(GENERATOR))];
  first.dispose();
  await vi.advanceTimersByTimeAsync(100);
  FakeWorker.all[0]!.isDead = true;
  const third = await soon(load(GENERATOR), 5000);
  expect(FakeWorker.all).toHaveLength(3);
  expect(await ask(third)).toEqual(Float32Array.of(2, 4, 6));
  expect(await ask(second)).toEqual(Float32Array.of(2, 4, 6));
});

test('a finder has one thread and its own worker, which ends with it', async () => {
  const generator = await soon(load(GENERATOR));
  const finder = await soon(loadFinder(GENERATOR));
  expect(FakeWorker.all.map(({ hasThreads }) => hasThreads)).toEqual([true, false]);
  finder.dispose();
  await vi.advanceTimersByTimeAsync(1000);
  expect(FakeWorker.all[1]!.terminate).toHaveBeenCalled();
  expect(await ask(generator)).toEqual(Float32Array.of(2, 4, 6));
});

test('errors of the finder’s worker name the finder', async () => {
  vi.spyOn(FakeWorker.prototype, 'answer').mockReturnValue({ kind: 'counted', tensors: 0 });
  await expect(soon(loadFinder(GENERATOR))).rejects.toThrow(/The finder|gave no answer/);
  vi.restoreAllMocks();
});

test('a large .onnx file gets minutes to load and run, and its worker ends with it', async () => {
  const slow = vi.spyOn(FakeWorker.prototype, 'postMessage');
  slow.mockImplementation(function (this: FakeWorker, message) {
    this.asked.push(message.kind);
    const takes = message.kind === 'load' || message.kind === 'run' ? 100_000 : 0;
    setTimeout(() => this.onmessage({ data: this.answer(message) }), takes);
  });
  const network = await soon(loadOnnx(GENERATOR, 'wasm'), 110_000);
  expect(await soon(network.run(Float32Array.of(1)), 110_000)).toEqual(Float32Array.of(2));
  expect(await soon(network.run(Float32Array.of(1)), 110_000)).toEqual(Float32Array.of(2));
  expect(FakeWorker.all).toHaveLength(1);
  void load(GENERATOR);
  void network.run(Float32Array.of(1)).catch(() => {});
  network.dispose();
  await vi.advanceTimersByTimeAsync(4000); // it cannot free the network, as it is in the middle of a run
  expect(FakeWorker.all[0]!.terminate).toHaveBeenCalled();
  vi.restoreAllMocks();
});

test('on WebGPU, ONNX Runtime has a script of its own, and a worker that dies is not replaced', async () => {
  await soon(loadOnnx(GENERATOR, 'wasm'));
  const network = await soon(loadOnnx(GENERATOR, 'webgpu'));
  expect(FakeWorker.all.map(({ script }) => script.href.split('/').at(-1))).toEqual([
    'onnx-worker.ts',
    'onnx-webgpu-worker.ts',
  ]);
  await ask(network);
  FakeWorker.all[1]!.isDead = true;
  await expect(ask(network)).rejects.toThrow('stopped working (it gave no answer)');
  await expect(ask(network)).rejects.toThrow('stopped working');
  expect(FakeWorker.all).toHaveLength(2);
});
