// A worker that holds one network at a time on the CPU and runs it on request: a run takes a good part of a
// frame's time, and the frame loop must not wait for it.
import { setAssetsRoot } from '../assets.ts';
import type { Network } from './network.ts';
import type { FromNetwork, ToNetwork } from './network-messages.ts';
import { useWasm } from './tfjs/backend.ts';
import { loadNetwork } from './tfjs/load-network.ts';
import { sentenceOf } from '../sentence-of.ts';

let network: Network | undefined;

async function answer(message: ToNetwork): Promise<FromNetwork> {
  if (message.kind === 'start') {
    setAssetsRoot(message.assets);
    await useWasm(message.hasThreads, () => self.postMessage({ kind: 'starting' }));
    return { kind: 'started' };
  }
  if (message.kind === 'load') {
    network = await loadNetwork(message.generator, message.refiner);
    const { refiner, refinerProblem } = network;
    return { kind: 'loaded', refiner, refinerProblem };
  }
  if (message.kind === 'drop') {
    network?.dispose();
    network = undefined;
    return { kind: 'dropped' };
  }
  if (!network) throw new Error('The generator was asked before it was loaded.');
  if (message.kind === 'count') return { kind: 'counted', tensors: await network.countTensors() };
  return { kind: 'output', output: await network.run(message.input, message.refines) };
}

async function handle(data: ToNetwork): Promise<void> {
  let said: FromNetwork;
  try {
    said = await answer(data);
  } catch (error) {
    said = { kind: 'failed', sentence: sentenceOf(error) };
  }
  self.postMessage(said, said.kind === 'output' ? [said.output.buffer] : []);
}

self.onmessage = ({ data }: MessageEvent<ToNetwork>) => void handle(data);
