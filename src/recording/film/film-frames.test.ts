import { expect, test, vi } from 'vitest';
import { eachInTime } from './film-frames.ts';

test('a decoder that stops answering ends the film with an error, and is closed if it answers after all', async () => {
  vi.useFakeTimers();
  let answer = () => {};
  let isClosed = false;
  async function* frames() {
    try {
      yield 1;
      yield await new Promise<number>((resolve) => (answer = () => resolve(2)));
      yield 3;
    } finally {
      isClosed = true;
    }
  }
  const read: number[] = [];
  const reading = (async () => {
    for await (const frame of eachInTime(frames())) read.push(frame);
  })();
  const failed = expect(reading).rejects.toThrow('the decoder stopped answering');
  await vi.advanceTimersByTimeAsync(61_000);
  await failed;
  expect(read).toEqual([1]);
  answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(isClosed).toBe(true);
  vi.useRealTimers();
});

test('whoever stops reading closes the decoder', async () => {
  let isClosed = false;
  async function* frames() {
    try {
      for (let i = 0; ; i++) yield await Promise.resolve(i);
    } finally {
      isClosed = true;
    }
  }
  for await (const frame of eachInTime(frames())) if (frame === 2) break;
  expect(isClosed).toBe(true);
});

test('an error of the decoder is passed on', async () => {
  async function* frames() {
    yield await Promise.resolve(1);
    throw new DOMException('', 'EncodingError');
  }
  const read = async () => {
    for await (const frame of eachInTime(frames())) expect(frame).toBe(1);
  };
  await expect(read()).rejects.toThrow(DOMException);
});
