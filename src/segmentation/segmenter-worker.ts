// The segmenter's worker: masks one frame after the other, in the order of arrival.
import { setAssetsRoot } from '../assets.ts';
import { sentenceOf } from '../sentence-of.ts';
import { createSegmenter, type Segmenter } from './segmenter.ts';
import type { FromSegmenter, ToSegmenter } from './segmenter-messages.ts';

let segmenter: Segmenter | undefined;

async function answer(message: ToSegmenter): Promise<FromSegmenter> {
  if (message.kind === 'start') {
    setAssetsRoot(message.assets);
    return { kind: 'started' };
  }
  if (message.kind === 'load') {
    segmenter = await createSegmenter(message.runtime);
    return { kind: 'loaded' };
  }
  const { frame } = message;
  try {
    if (!segmenter) throw new Error('The segmenter was asked before it was loaded.');
    return { kind: 'mask', mask: await segmenter.run(frame) };
  } finally {
    frame.close();
  }
}

let queue = Promise.resolve();

async function reply(message: ToSegmenter): Promise<void> {
  let result: FromSegmenter;
  try {
    result = await answer(message);
  } catch (error) {
    result = { kind: 'failed', sentence: sentenceOf(error) };
  }
  self.postMessage(result, result.kind === 'mask' ? [result.mask.data.buffer] : []);
}

self.onmessage = ({ data }: MessageEvent<ToSegmenter>) => {
  queue = queue.then(() => reply(data));
};
