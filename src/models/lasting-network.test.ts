// An ONNX variant on WebGPU, and how the CPU takes over. The networks are fakes: each doubles or spoils its input.
import { expect, test, vi } from 'vitest';
import type { Loaded, Network, OnnxPlace } from './network.ts';
import { loadLasting } from './lasting-network.ts';

/** Two pixels, whose fill is their smooth colour. */
const GENERATOR = {
  card: {
    id: 'mine',
    input: { width: 2, height: 1, channels: ['prefilled-rgb', 'mask'], range: [0, 1] },
    output: { channels: ['rgb'], range: [0, 1] },
    golden: { input: 'in', output: 'out', tolerance: 0.02 },
  },
  files: new Map([
    ['in', new Uint8Array([0, 51, 102, 255, 153, 204, 255, 0]).buffer],
    ['out', new Uint8Array([0, 51, 102, 153, 204, 255]).buffer],
  ]),
} as unknown as Loaded;

const INPUT = new Float32Array([0.1, 0.2, 0.3, 1, 0.4, 0.5, 0.6, 0]);
const RIGHT = new Float32Array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);

type Run = (input: Float32Array) => Promise<Float32Array>;
const right: Run = async (input) => input.filter((_, i) => i % 4 < 3);

/** @param runs what the network does in each place; an error if it does not load there */
function loading(runs: Partial<Record<OnnxPlace, Run | Error>>) {
  const said: string[] = [];
  const disposed: OnnxPlace[] = [];
  const load = vi.fn(async (_: Loaded, place: OnnxPlace) => {
    const does = runs[place];
    if (does instanceof Error) throw does;
    const network = {
      card: GENERATOR.card,
      run: (input: Float32Array) => (runs[place] as Run)(input),
      warmUp: () => (runs[place] as Run)(INPUT),
      countTensors: () => Promise.resolve(place === 'wasm' ? 1 : 2),
      dispose: () => disposed.push(place),
    };
    return network as unknown as Network;
  });
  const news = {
    notify: (sentence: string) => said.push(sentence),
    onMoving: () => said.push('moving'),
    onMoved: () => said.push('moved'),
  };
  const start = (triesGpu = true) => loadLasting(GENERATOR, triesGpu, news, load);
  return { runs, said, disposed, load, start };
}

const BECAUSE = '"mine" runs on the CPU, because WebGPU failed: ';

test('where WebGPU gives the golden output, it runs there, and the CPU’s build is not loaded', async () => {
  const { load, said, start } = loading({ webgpu: right });
  const { network, difference } = await start();
  expect(difference).toBeLessThan(0.01);
  expect(await network.run(INPUT)).toEqual(RIGHT);
  expect(network.onnx?.place).toBe('webgpu');
  expect(network.standIn).toBeUndefined();
  expect(load.mock.calls.map(([, place]) => place)).toEqual(['webgpu']);
  expect(said).toEqual([]);
});

test('in other tiers, the build for WebGPU is not loaded', async () => {
  const { load, start } = loading({ webgpu: right, wasm: right });
  expect((await start(false)).network.onnx?.place).toBe('wasm');
  expect(load.mock.calls.map(([, place]) => place)).toEqual(['wasm']);
});

test.each([
  ['that does not load', new Error('There is no WebGPU.'), 'There is no WebGPU.'],
  [
    'with another golden output',
    async (input: Float32Array) => (await right(input)).map((value) => value + 0.1),
    '"mine" does not give its golden output here: it is off by 0.1',
  ],
  [
    'that gives NaN',
    async (input: Float32Array) => (await right(input)).fill(NaN),
    '"mine" returned something that is not a number on its golden input.',
  ],
  ['that does not run', () => Promise.reject(new Error('It hung.')), 'It hung.'],
])('from a network %s on WebGPU, the CPU takes over', async (_, webgpu, sentence) => {
  const { said, disposed, start } = loading({ webgpu, wasm: right });
  const { network } = await start();
  expect(network.onnx?.place).toBe('wasm');
  expect(await network.run(INPUT)).toEqual(RIGHT);
  expect(said).toEqual([expect.stringContaining(BECAUSE + sentence)]);
  expect(disposed).toEqual(webgpu instanceof Error ? [] : ['webgpu']);
});

test.each([
  ['fails', () => Promise.reject(new Error('The graphics device was lost (gone).'))],
  ['gives NaN', async () => new Float32Array(6).fill(NaN)],
])('when a run %s on WebGPU, the CPU answers it, and all later ones', async (_, fails) => {
  const { runs, said, disposed, load, start } = loading({ webgpu: right, wasm: right });
  const { network } = await start();
  runs.webgpu = fails;
  expect(await Promise.all([network.run(INPUT), network.run(INPUT)])).toEqual([RIGHT, RIGHT]);
  expect(await network.run(INPUT)).toEqual(RIGHT);
  expect(said).toEqual(['moving', expect.stringContaining(BECAUSE), 'moved']);
  expect(load).toHaveBeenCalledTimes(2);
  expect(disposed).toEqual(['webgpu']);
  expect(network.onnx?.place).toBe('wasm');
  expect(await network.countTensors()).toBe(1);
  network.dispose();
  expect(disposed).toEqual(['webgpu', 'wasm']);
});

test('while it moves, frames get the smooth fill', async () => {
  const { runs, start } = loading({ webgpu: right, wasm: right });
  const { network } = await start();
  let letCpuAnswer = () => {};
  const waits = new Promise<void>((resolve) => (letCpuAnswer = resolve));
  runs.webgpu = () => Promise.reject(new Error('Lost.'));
  runs.wasm = (input) => waits.then(() => right(input));
  const coming = network.run(INPUT);
  await vi.waitFor(() => expect(network.standIn).toBeDefined());
  expect(await network.standIn!.run(INPUT)).toEqual(RIGHT);
  letCpuAnswer();
  await coming;
  expect(network.standIn).toBeUndefined();
});

test('the shaders that the first run on WebGPU compiles do not make it a slow network', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  let runs = 0;
  const compiling: Run = (input) => {
    vi.advanceTimersByTime(runs++ === 0 ? 5000 : 20);
    return right(input);
  };
  const { network } = await loading({ webgpu: compiling }).start();
  expect(network.onnx).toEqual({ place: 'webgpu', milliseconds: 20 });
  expect(network.standIn).toBeUndefined();
  vi.useRealTimers();
});

test('a network that is slow on the CPU has a stand-in there', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const slow: Run = (input) => {
    vi.advanceTimersByTime(500);
    return right(input);
  };
  const { runs, start } = loading({ webgpu: right, wasm: slow });
  const { network } = await start();
  expect(network.standIn).toBeUndefined();
  runs.webgpu = () => Promise.reject(new Error('Lost.'));
  await network.run(INPUT);
  expect(network.onnx).toEqual({ place: 'wasm', milliseconds: 500 });
  expect(network.standIn).toBeDefined();
  vi.useRealTimers();
});

test('what the CPU cannot run either is refused, at the start and later', async () => {
  const refused = loading({ webgpu: new Error('No GPU.'), wasm: new Error('Too large.') });
  await expect(refused.start()).rejects.toThrow('Too large.');
  const { runs, start } = loading({ webgpu: right, wasm: new Error('Too large.') });
  const { network } = await start();
  runs.webgpu = async () => new Float32Array(6).fill(NaN);
  await expect(network.run(INPUT)).rejects.toThrow('Too large.');
  runs.webgpu = right;
  await expect(network.run(INPUT)).rejects.toThrow('Too large.'); // WebGPU is not trusted again
});

test('once disposed, nothing is loaded for it, and what was loading is disposed too', async () => {
  const idle = loading({ webgpu: right, wasm: right });
  const { network } = await idle.start();
  idle.runs.webgpu = () => Promise.reject(new Error('Ended.'));
  network.dispose();
  await expect(network.run(INPUT)).rejects.toThrow('Ended.');
  expect(idle.load).toHaveBeenCalledTimes(1);

  const moving = loading({ webgpu: right, wasm: right });
  const other = (await moving.start()).network;
  let letCpuAnswer = () => {};
  const waits = new Promise<void>((resolve) => (letCpuAnswer = resolve));
  moving.runs.webgpu = () => Promise.reject(new Error('Lost.'));
  moving.runs.wasm = (input) => waits.then(() => right(input));
  const coming = other.run(INPUT);
  await vi.waitFor(() => expect(moving.load).toHaveBeenCalledTimes(2));
  other.dispose();
  letCpuAnswer();
  await coming;
  expect(moving.disposed).toEqual(['webgpu', 'wasm']);
  expect(moving.said).not.toContain('moved');
});
