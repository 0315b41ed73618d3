import { expect, test, vi } from 'vitest';
import { createFrameStages } from './frame-stages.ts';

test('the running stage is named, and cleared even if it fails', async () => {
  const stages = createFrameStages(() => Promise.resolve());
  const { stage } = stages.begin();
  const seen = await stage('hole', () => stages.doing);
  expect([seen, stages.doing]).toEqual(['hole', undefined]);
  await expect(stage('plate', () => Promise.reject(new Error('It broke.')))).rejects.toThrow();
  expect(stages.doing).toBeUndefined();
});

test('one frame in twenty is timed, and waits for the GPU', async () => {
  const finished = vi.fn(() => Promise.resolve());
  const stages = createFrameStages(finished);
  const runFrame = async () => {
    const { stage, end } = stages.begin();
    await stage('hole', () => {});
    end();
  };
  for (let i = 0; i < 19; i++) await runFrame();
  expect([finished.mock.calls.length, stages.times]).toEqual([0, {}]);
  await runFrame();
  expect(finished).toHaveBeenCalledOnce();
  expect(Object.keys(stages.times)).toEqual(['hole']);
  for (let i = 0; i < 20; i++) await runFrame();
  expect(finished).toHaveBeenCalledTimes(2);
});

test('every frame is timed on request', async () => {
  const stages = createFrameStages(() => Promise.resolve(), true);
  const { stage, end } = stages.begin();
  await stage('cut', () => {});
  await stage('cut', () => {});
  expect(stages.times).toEqual({}); // the frame is not finished
  end();
  expect(Object.keys(stages.times)).toEqual(['cut']);
});
