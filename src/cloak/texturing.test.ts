// The texture stage's life cycle: a cancelled request has no result, and a failed stage is replaced.
import { afterEach, expect, test, vi } from 'vitest';
import { WHOLE } from '../frame/geometry.ts';
import type { RoomPicture } from './passes.ts';
import { SAME_LIGHT } from './room/light.ts';
import { fakePasses } from './test-fills.ts';
import { createFakeTexture } from './test-texture.ts';
import { createTexturing } from './texturing.ts';

function open() {
  const passes = fakePasses();
  const texture = createFakeTexture();
  const told: string[] = [];
  const texturing = createTexturing(passes, texture.create, (sentence) => told.push(sentence));
  return { passes, texturing, told, ...texture };
}

function room(): Promise<RoomPicture> {
  const data = new Uint8ClampedArray(8);
  return Promise.resolve({ crop: WHOLE, light: SAME_LIGHT, width: 2, height: 1, data });
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

afterEach(() => vi.useRealTimers());

test('a room that is never read back fails after the timeout', async () => {
  vi.useFakeTimers();
  const { texturing, told } = open();
  const made = texturing.run(new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(10_001);
  expect(texturing.isBusy).toBe(false);
  expect(await made).toBeUndefined();
  expect(told[0]).toContain('The room could not be read back in time.');
});

test('a room becomes a fill of the whole frame', async () => {
  const { texturing, asked, passes } = open();
  const made = texturing.run(room());
  await turn();
  expect(texturing.isBusy).toBe(true);
  asked[0]!.answer();
  expect((await made)?.crop).toBe(WHOLE);
  expect(texturing.isBusy).toBe(false);
  expect(passes.fillCount).toBe(1);
});

test('a cancelled request has no result and is not a failure', async () => {
  const { texturing, asked, told, passes, stages } = open();
  const made = texturing.run(room());
  await turn();
  texturing.cancel();
  expect(asked[0]!.isAborted).toBe(true);
  expect(await made).toBeUndefined();
  const early = texturing.run(room());
  texturing.cancel(); // before the room is read
  expect(await early).toBeUndefined();
  expect(told).toEqual([]);
  expect(passes.fillCount).toBe(0);
  expect(stages).toHaveLength(1);
  expect(stages[0]!.isDisposed).toBe(false);
});

test('a failed stage is replaced; the third failure in a row ends texturing', async () => {
  const { texturing, asked, told, stages } = open();
  const failing = async () => {
    const made = texturing.run(room());
    await turn();
    asked.at(-1)!.fail('It took too long.');
    expect(await made).toBeUndefined();
  };
  await failing();
  await failing();
  const made = texturing.run(room());
  await turn();
  asked.at(-1)!.answer();
  expect(await made).toBeDefined();
  await failing();
  await failing();
  expect(texturing.works).toBe(true);
  await failing();
  expect(texturing.works).toBe(false);
  expect(stages).toHaveLength(5);
  expect(stages.every(({ isDisposed }) => isDisposed)).toBe(true);
  expect(told).toHaveLength(3); // the first of each series, and the final one
  expect(told[0]).toMatch(/It took too long\. What is invented stays smooth until the next try\./);
  expect(told[2]).toMatch(/stopped trying/);
});

test('without a stage no texture is made', async () => {
  const texturing = createTexturing(fakePasses(), undefined, () => {});
  expect(texturing.works).toBe(false);
  expect(await texturing.run(room())).toBeUndefined();
});
