// A .onnx file on its way into the list: errors are reported, corrections are tried, and nothing stays open.
import { expect, test, vi } from 'vitest';
import type { OnnxTrial, Understood } from '../../models/onnx/bring-onnx.ts';
import { makeHole } from '../../models/onnx/made-hole.ts';
import { recognise } from '../../models/onnx/recognise.ts';
import { OnnxState } from './onnx-state.svelte.ts';

const SHAPES = [3, 1, 3].map((channels) => [1, channels, 32, 32]);
const SIGNATURE = {
  inputs: [
    { name: 'image', type: 'float32' as const, shape: SHAPES[0] },
    { name: 'mask', type: 'float32' as const, shape: SHAPES[1] },
  ],
  outputs: [{ name: 'out', type: 'float32' as const, shape: SHAPES[2] }],
  parameters: 5,
};
const hole = makeHole(32, 32);

function open(file = 'LaMa FP32.onnx') {
  const recognised = recognise(SIGNATURE, file);
  const understood: Understood = {
    form: recognised.candidates[0]!,
    fill: hole.whole,
    distance: { inside: 0, outside: 0 },
    isTold: true,
    tried: 1,
    of: 12,
    hole,
    milliseconds: 5,
    width: 32,
    height: 32,
  };
  const trial = {
    signature: SIGNATURE,
    recognised,
    bytes: 9,
    find: vi.fn(() => Promise.resolve(understood)),
    again: vi.fn((form) => Promise.resolve({ ...understood, form })),
    make: vi.fn((_, texts) => Promise.resolve({ ...texts })),
    end: vi.fn(),
  };
  const needs = { taken: () => ['lama-fp32'], keep: vi.fn(), close: vi.fn() };
  const opening = vi.fn(() => Promise.resolve(trial as unknown as OnnxTrial));
  const state = new OnnxState(new File([], file), { ...needs, open: opening });
  const settled = () => vi.waitFor(() => expect(state.doing).toBeUndefined());
  return { state, trial, needs, settled };
}

test('the recognised form is corrected, and kept under a unique name', async () => {
  const { state, trial, needs, settled } = open();
  await settled();
  expect(state.understood?.form.maskValues).toEqual([1, 0]);
  await state.correct({ maskValues: [0, 1] });
  expect(trial.again).toHaveBeenCalledWith(
    expect.objectContaining({ maskValues: [0, 1], picture: 'image' }),
    { width: 32, height: 32 },
  );
  expect(state.isCorrected).toBe(true);
  state.title = ' My LaMa ';
  await state.keep();
  const kept = { id: 'lama-fp32-2', title: 'My LaMa', licence: 'not stated' };
  expect(needs.keep).toHaveBeenCalledWith(expect.objectContaining(kept));
});

test('a correction that does not run is reported and changes nothing', async () => {
  const { state, trial, settled } = open();
  await settled();
  trial.again.mockRejectedValueOnce(new Error('It does not run.'));
  await state.correct({ isEmptied: true });
  expect(state.problem).toBe('It does not run.');
  expect(state.understood?.form.isEmptied).toBe(false);
  expect(state.doing).toBeUndefined();
});

test('a file that is closed while it loads is released', async () => {
  const { state, trial, needs, settled } = open();
  state.close();
  await settled();
  expect(needs.close).toHaveBeenCalledOnce();
  expect(trial.end).toHaveBeenCalledOnce();
  expect(trial.find).not.toHaveBeenCalled();
});
