// The body finder's worker: runs its network on one picture after the other, on the CPU.
import { setAssetsRoot } from '../../assets.ts';
import { useWasm } from '../../models/tfjs/backend.ts';
import { sentenceOf } from '../../sentence-of.ts';
import type { FromBodies, ToBodies } from './body-messages.ts';
import { loadBodyNetwork, type BodyNetwork } from '../../models/tfjs/body-network.ts';

let network: BodyNetwork | undefined;

async function answer(message: ToBodies): Promise<FromBodies> {
  if (message.kind === 'start') {
    setAssetsRoot(message.assets);
    await useWasm(false);
    return { kind: 'started' };
  }
  if (message.kind === 'load') {
    network = await loadBodyNetwork();
    return { kind: 'loaded' };
  }
  if (!network) throw new Error('The body finder was asked before it was loaded.');
  const { pixels, height, width } = message;
  return { kind: 'output', output: await network.run(pixels, height, width) };
}

async function reply(message: ToBodies): Promise<void> {
  let said: FromBodies;
  try {
    said = await answer(message);
  } catch (error) {
    said = { kind: 'failed', sentence: sentenceOf(error) };
  }
  self.postMessage(said, said.kind === 'output' ? [said.output.buffer] : []);
}

let queue = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ToBodies>) => {
  queue = queue.then(() => reply(data));
};
