import { expect, test, vi } from 'vitest';
import type { CameraLock } from '../../sources/camera-lock.ts';
import { cameraProblem } from '../../sources/camera-problem.ts';
import { SourceError } from '../../sources/problem.ts';
import { CameraLockState } from './camera-lock-state.svelte.ts';

function fakeLock(): CameraLock {
  let isLocked = false;
  return {
    get isLocked() {
      return isLocked;
    },
    async set(wanted) {
      isLocked = wanted;
    },
  };
}

test('the lock is offered only for a camera that has one', () => {
  const state = new CameraLockState(vi.fn());
  expect(state.isOffered).toBe(false);
  state.use(fakeLock());
  expect(state.isOffered).toBe(true);
  state.use(undefined);
  expect(state.isOffered).toBe(false);
});

test('the camera is locked and unlocked, and another camera starts unlocked', async () => {
  const state = new CameraLockState(vi.fn());
  state.use(fakeLock());
  await state.set(true);
  expect(state.isLocked).toBe(true);
  await state.set(false);
  expect(state.isLocked).toBe(false);
  await state.set(true);
  state.use(fakeLock());
  expect(state.isLocked).toBe(false);
});

test('a refusal is reported, and the camera stays unlocked', async () => {
  const tell = vi.fn();
  const state = new CameraLockState(tell);
  const refuse = () => Promise.reject(new SourceError(cameraProblem('lock-refused')));
  state.use({ isLocked: false, set: refuse });
  await state.set(true);
  expect(state.isLocked).toBe(false);
  expect(tell).toHaveBeenCalledExactlyOnceWith(
    expect.stringContaining('The camera could not be locked. It keeps adjusting itself.'),
  );
});
