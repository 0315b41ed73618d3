import { expect, test, vi } from 'vitest';
import { createCameraEffects, type EffectsTrack } from './camera-effects.ts';

interface Fake {
  settings: MediaTrackSettings;
  capabilities?: MediaTrackCapabilities;
  /** Whether the camera does what constraints ask. */
  obeys?: boolean;
}

/** A camera with effects that the system can turn on at any time. */
function fakeTrack({ settings, capabilities = {}, obeys = true }: Fake) {
  const events = new EventTarget();
  const applyConstraints = vi.fn(async (constraints?: MediaTrackConstraints) => {
    if (obeys) Object.assign(settings, constraints?.advanced?.[0]);
  });
  const track: EffectsTrack = {
    getCapabilities: () => capabilities,
    getSettings: () => ({ ...settings }),
    applyConstraints,
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  };
  const change = (now: MediaTrackSettings) => {
    Object.assign(settings, now);
    events.dispatchEvent(new Event('configurationchange'));
  };
  return { track, settings, applyConstraints, change };
}

const BOTH = { backgroundBlur: [false, true], faceFraming: [false, true] };

test('what blurs the room or moves the picture is off before the first frame, and on again afterwards', async () => {
  const { track, settings } = fakeTrack({
    settings: { width: 640, backgroundBlur: true, faceFraming: true },
    capabilities: BOTH,
  });
  const effects = await createCameraEffects(track);
  expect(settings).toEqual({ width: 640, backgroundBlur: false, faceFraming: false });
  expect(effects.active).toEqual([]);
  await effects.restore();
  expect(settings).toMatchObject({ backgroundBlur: true, faceFraming: true });
});

test('a camera without effects, or with none that is on, is left alone', async () => {
  for (const settings of [{}, { backgroundBlur: false }]) {
    const { track, applyConstraints } = fakeTrack({ settings, capabilities: BOTH });
    const effects = await createCameraEffects(track);
    expect(effects.haveChanged).toBe(false);
    await effects.restore();
    expect(applyConstraints).not.toHaveBeenCalled();
  }
});

test('what the page cannot turn off is known, until the system turns it off', async () => {
  const { track, change, applyConstraints } = fakeTrack({
    settings: { backgroundBlur: true },
    capabilities: { backgroundBlur: [true] },
  });
  const effects = await createCameraEffects(track);
  const onChange = vi.fn();
  effects.follow(onChange);
  expect(effects.active).toEqual(['backgroundBlur']);
  change({ backgroundBlur: false });
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledOnce());
  expect(effects.active).toEqual([]);
  expect(applyConstraints).not.toHaveBeenCalled();
});

test('what is turned on later is turned off again, but not forever', async () => {
  const { track, settings, change, applyConstraints } = fakeTrack({
    settings: {},
    capabilities: BOTH,
  });
  const effects = await createCameraEffects(track);
  for (let i = 0; i < 3; i++) {
    change({ backgroundBlur: true });
    await vi.waitFor(() => expect(settings.backgroundBlur).toBe(false));
  }
  change({ backgroundBlur: true });
  await vi.waitFor(() => expect(effects.active).toEqual(['backgroundBlur']));
  expect(applyConstraints).toHaveBeenCalledTimes(3);
});

test('a camera that ignores the request, refuses it or never answers keeps nobody waiting', async () => {
  vi.useFakeTimers();
  const never = new Promise<void>(() => {});
  const refused = () => Promise.reject(new DOMException('', 'OverconstrainedError'));
  for (const answer of [async () => {}, refused, () => never]) {
    const { track } = fakeTrack({ settings: { faceFraming: true }, capabilities: BOTH });
    const opening = createCameraEffects({ ...track, applyConstraints: answer });
    await vi.advanceTimersByTimeAsync(1000);
    const effects = await opening;
    expect(effects.active).toEqual(['faceFraming']);
    expect(effects.haveChanged).toBe(false);
  }
  vi.useRealTimers();
});

test('a camera that turns them off late is believed then, and gets them back', async () => {
  vi.useFakeTimers();
  const { track, settings } = fakeTrack({ settings: { faceFraming: true }, capabilities: BOTH });
  const { applyConstraints } = track;
  const slowly = async (wanted?: MediaTrackConstraints) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    return applyConstraints(wanted);
  };
  const opening = createCameraEffects({ ...track, applyConstraints: slowly });
  await vi.advanceTimersByTimeAsync(1000);
  const effects = await opening;
  const onChange = vi.fn();
  effects.follow(onChange);
  expect(effects.active).toEqual(['faceFraming']);
  await vi.advanceTimersByTimeAsync(2000);
  expect(effects.active).toEqual([]);
  expect(effects.haveChanged).toBe(true);
  expect(onChange).toHaveBeenCalledOnce();
  void effects.restore();
  await vi.advanceTimersByTimeAsync(3000);
  expect(settings.faceFraming).toBe(true);
  vi.useRealTimers();
});

test('nothing is turned off once the camera was given back', async () => {
  const { track, settings, change } = fakeTrack({ settings: {}, capabilities: BOTH });
  const effects = await createCameraEffects(track);
  await effects.restore();
  change({ backgroundBlur: true });
  expect(settings.backgroundBlur).toBe(true);
});
