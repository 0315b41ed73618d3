// The device of ONNX Runtime: what it is asked for, and that nothing is believed once it fails.
import { afterEach, expect, test, vi } from 'vitest';
import { openDevice } from './device.ts';

afterEach(() => vi.unstubAllGlobals());

/** A browser whose GPU offers this. */
function offer(features: string[] = [], limits: Record<string, number> = {}) {
  let lose: (info: { message: string }) => void = () => {};
  const device = Object.assign(new EventTarget(), {
    lost: new Promise((resolve) => (lose = resolve)),
  });
  const requestDevice = vi.fn((_asked: GPUDeviceDescriptor) => Promise.resolve(device));
  const adapter = { features: new Set(features), limits, requestDevice };
  vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.resolve(adapter) } });
  const complain = (message: string) =>
    device.dispatchEvent(Object.assign(new Event('uncapturederror'), { error: { message } }));
  return { requestDevice, lose, complain };
}

test('it has the features that networks use and the adapter’s limits', async () => {
  const { requestDevice } = offer(['shader-f16', 'texture-compression-bc'], {
    maxBufferSize: 4e9,
    maxTextureDimension2D: 8192,
  });
  await openDevice();
  const [asked] = requestDevice.mock.calls[0]!;
  expect(asked.requiredFeatures).toEqual(['shader-f16']);
  expect(asked.requiredLimits).toMatchObject({ maxBufferSize: 4e9 });
  expect(asked.requiredLimits).not.toHaveProperty('maxTextureDimension2D');
});

test('without WebGPU there is a sentence', async () => {
  vi.stubGlobal('navigator', {});
  await expect(openDevice()).rejects.toThrow('no access to a GPU through WebGPU');
});

test('work on a good device settles as it would alone', async () => {
  offer();
  const { guard } = await openDevice();
  expect(await guard(Promise.resolve(3))).toBe(3);
  await expect(guard(Promise.reject(new Error('Odd.')))).rejects.toThrow('Odd.');
});

test('a lost device ends work that would never end, and all later work', async () => {
  const { lose } = offer();
  const { guard } = await openDevice();
  const coming = guard(new Promise(() => {}));
  lose({ message: 'unplugged' });
  await expect(coming).rejects.toThrow('The graphics device was lost (unplugged).');
  await expect(guard(Promise.resolve(3))).rejects.toThrow('was lost');
});

test('an answer computed after an error is not believed', async () => {
  const { complain } = offer();
  const { guard } = await openDevice();
  let answer = (_: number) => {};
  const coming = guard(new Promise<number>((resolve) => (answer = resolve)));
  complain('out of memory');
  answer(3);
  await expect(coming).rejects.toThrow('The graphics device reported an error (out of memory).');
});
