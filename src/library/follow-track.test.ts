import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followTrack } from './follow-track.ts';

class FakeTrack extends EventTarget {
  readyState = 'live';
  muted = false;
  enabled = true;
}

const NOTHING = { kind: 'alive', received: 0, shown: 0, busy: 0 } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function follow() {
  const track = new FakeTrack();
  const [onEnd, onSilence] = [vi.fn(), vi.fn()];
  const following = followTrack(track as unknown as MediaStreamTrack, { onEnd, onSilence });
  return { track, onEnd, onSilence, following };
}

test('a track that ends is noticed, once', () => {
  const { track, onEnd } = follow();
  track.readyState = 'ended';
  track.dispatchEvent(new Event('ended'));
  vi.advanceTimersByTime(5000);
  expect(onEnd).toHaveBeenCalledOnce();
});

test('a track that was stopped by its own program is noticed, although no event fires', () => {
  const { track, onEnd } = follow();
  track.readyState = 'ended';
  vi.advanceTimersByTime(1000);
  expect(onEnd).toHaveBeenCalledOnce();
});

test('silence is reported once, and again after frames', () => {
  const { following, onSilence, track } = follow();
  for (let i = 0; i < 20; i++) following.note(NOTHING);
  expect(onSilence).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('no pictures'));
  following.note({ ...NOTHING, received: 3, shown: 3 });
  track.muted = true;
  for (let i = 0; i < 20; i++) following.note(NOTHING);
  expect(onSilence).toHaveBeenCalledTimes(2);
  expect(onSilence).toHaveBeenLastCalledWith(expect.stringContaining('muted'));
});

test('after the end nothing is reported', () => {
  const { following, track, onEnd } = follow();
  following.end();
  track.readyState = 'ended';
  vi.advanceTimersByTime(5000);
  expect(onEnd).not.toHaveBeenCalled();
});
