import { expect, test, vi } from 'vitest';
import { createCameraLock, type LockableTrack } from './camera-lock.ts';
import { SourceError } from './problem.ts';

const BOTH = ['continuous', 'manual'];
const RANGE = { min: 1, max: 1000, step: 1 };
const EXPOSURE = { exposureMode: BOTH, exposureTime: RANGE };
const ALL = {
  ...EXPOSURE,
  whiteBalanceMode: BOTH,
  colorTemperature: RANGE,
  focusMode: BOTH,
  focusDistance: RANGE,
};
const NOW = {
  exposureMode: 'continuous',
  exposureTime: 156,
  whiteBalanceMode: 'continuous',
  colorTemperature: 400,
  focusMode: 'continuous',
  focusDistance: 30,
};

/** A camera that applies all constraints, except for the modes it ignores. */
function fakeTrack(capabilities: MediaTrackCapabilities, ignored: string[] = []) {
  const settings: MediaTrackSettings = { width: 640, ...NOW };
  const applyConstraints = vi.fn(async (constraints?: MediaTrackConstraints) => {
    const heeded = Object.entries(constraints?.advanced?.[0] ?? {});
    Object.assign(settings, Object.fromEntries(heeded.filter(([name]) => !ignored.includes(name))));
  });
  const track: LockableTrack = {
    getCapabilities: () => capabilities,
    getSettings: () => ({ ...settings }),
    applyConstraints,
  };
  return { track, settings, applyConstraints };
}

test('a camera with nothing to adjust or lock has no lock', () => {
  expect(createCameraLock(fakeTrack({}).track)).toBeUndefined();
  expect(createCameraLock(fakeTrack({ exposureMode: ['continuous'] }).track)).toBeUndefined();
  const { track } = fakeTrack(ALL);
  const older = { ...track, getCapabilities: undefined } as unknown as LockableTrack;
  expect(createCameraLock(older)).toBeUndefined();
});

test('locking keeps exposure, white balance and focus as they are', async () => {
  const { track, applyConstraints } = fakeTrack(ALL);
  const lock = createCameraLock(track);
  await lock?.set(true);
  expect(lock?.isLocked).toBe(true);
  expect(applyConstraints).toHaveBeenCalledExactlyOnceWith({
    advanced: [
      {
        exposureMode: 'manual',
        exposureTime: 156,
        whiteBalanceMode: 'manual',
        colorTemperature: 400,
        focusMode: 'manual',
        focusDistance: 30,
      },
    ],
  });
});

test('only supported modes are locked', async () => {
  const { track, settings, applyConstraints } = fakeTrack({
    ...EXPOSURE,
    whiteBalanceMode: ['continuous'],
  });
  await createCameraLock(track)?.set(true);
  expect(applyConstraints).toHaveBeenCalledExactlyOnceWith({
    advanced: [{ exposureMode: 'manual', exposureTime: 156 }],
  });
  expect(settings.whiteBalanceMode).toBe('continuous');
});

test('after unlocking, the camera adjusts itself again', async () => {
  const { track, settings } = fakeTrack(ALL);
  const lock = createCameraLock(track);
  await lock?.set(true);
  await lock?.set(false);
  expect(lock?.isLocked).toBe(false);
  expect(settings).toMatchObject({
    exposureMode: 'continuous',
    whiteBalanceMode: 'continuous',
    focusMode: 'continuous',
  });
});

test('a camera that rejects the lock stays unlocked', async () => {
  const { track, applyConstraints } = fakeTrack(ALL);
  applyConstraints.mockRejectedValue(new DOMException('', 'OverconstrainedError'));
  const lock = createCameraLock(track);
  const error = await lock?.set(true).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SourceError);
  expect((error as SourceError).problem.kind).toBe('lock-refused');
  expect(lock?.isLocked).toBe(false);
});

test('a camera that accepts the lock and ignores it stays unlocked', async () => {
  const { track, settings } = fakeTrack(EXPOSURE, ['exposureMode']);
  const lock = createCameraLock(track);
  settings.exposureMode = 'continuous';
  await expect(lock?.set(true)).rejects.toThrow('could not be locked');
  expect(lock?.isLocked).toBe(false);
});

test('locking one of three modes is enough', async () => {
  const { track } = fakeTrack(ALL, ['focusMode', 'whiteBalanceMode']);
  const lock = createCameraLock(track);
  await lock?.set(true);
  expect(lock?.isLocked).toBe(true);
});

test('a camera that will not be unlocked stays locked', async () => {
  const { track, applyConstraints } = fakeTrack(ALL);
  const lock = createCameraLock(track);
  await lock?.set(true);
  applyConstraints.mockRejectedValue(new DOMException('', 'OperationError'));
  await expect(lock?.set(false)).rejects.toThrow('could not be unlocked');
  expect(lock?.isLocked).toBe(true);
});
