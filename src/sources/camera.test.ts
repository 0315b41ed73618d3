import { expect, test, vi } from 'vitest';
import { lacksCamera, openCamera, type MediaDevicesLike } from './camera.ts';
import { SourceError } from './problem.ts';

/** A track that ends on command, as when its camera is unplugged. */
class FakeTrack extends EventTarget {
  readyState: MediaStreamTrackState = 'live';
  readonly stop = vi.fn();
  readonly applyConstraints = vi.fn(async (_: MediaTrackConstraints) => {});
  getSettings = (): MediaTrackSettings => ({});
  readonly getCapabilities: () => MediaTrackCapabilities;

  constructor(capabilities: MediaTrackCapabilities = {}) {
    super();
    this.getCapabilities = () => capabilities;
  }
}

function devicesWith(track: FakeTrack): MediaDevicesLike {
  const stream = { getVideoTracks: () => [track], getTracks: () => [track] };
  return {
    getUserMedia: async () => stream as unknown as MediaStream,
    enumerateDevices: async () => [{ kind: 'videoinput' } as MediaDeviceInfo],
  };
}

function devicesThatFail(name: string): MediaDevicesLike {
  return {
    getUserMedia: () => Promise.reject(new DOMException('', name)),
    enumerateDevices: async () => [{ kind: 'audioinput' } as MediaDeviceInfo],
  };
}

async function problemKind(opening: Promise<unknown>): Promise<string> {
  const error = await opening.catch((thrown: unknown) => thrown);
  if (!(error instanceof SourceError))
    throw new Error(`Expected a SourceError, got ${String(error)}.`);
  return error.problem.kind;
}

test('a page without media devices is reported as insecure', async () => {
  vi.stubGlobal('navigator', {});
  expect(await problemKind(openCamera({ onLost: vi.fn() }))).toBe('insecure');
  expect(await lacksCamera()).toBe(false);
  vi.unstubAllGlobals();
});

test('a rejection becomes a problem in our own words', async () => {
  const opening = openCamera({ onLost: vi.fn() }, {}, devicesThatFail('NotReadableError'));
  expect(await problemKind(opening)).toBe('in-use');
});

test('a microphone does not count as a camera', async () => {
  expect(await lacksCamera(devicesThatFail(''))).toBe(true);
  expect(await lacksCamera(devicesWith(new FakeTrack()))).toBe(false);
});

test('a track that ends by itself counts as lost', async () => {
  const onLost = vi.fn();
  const track = new FakeTrack();
  await openCamera({ onLost }, {}, devicesWith(track));
  track.dispatchEvent(new Event('ended'));
  await vi.waitFor(() => expect(onLost).toHaveBeenCalled());
  expect(onLost).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'unplugged' }));
});

test('a camera that is unplugged while its effects are turned off was never opened', async () => {
  const onLost = vi.fn();
  const track = new FakeTrack({ backgroundBlur: [false, true] });
  track.getSettings = () => ({ backgroundBlur: true });
  track.applyConstraints.mockImplementation(async () => {
    track.readyState = 'ended';
    track.dispatchEvent(new Event('ended'));
  });
  expect(await problemKind(openCamera({ onLost }, {}, devicesWith(track)))).toBe('unplugged');
  expect(onLost).not.toHaveBeenCalled();
});

test('background blur that was turned off is on again when the camera is released', async () => {
  const settings: MediaTrackSettings = { backgroundBlur: true };
  const track = new FakeTrack({ backgroundBlur: [false, true] });
  track.getSettings = () => settings;
  track.applyConstraints.mockImplementation(async ({ advanced }) => {
    expect(track.stop).not.toHaveBeenCalled();
    Object.assign(settings, advanced![0]);
  });
  const source = await openCamera({ onLost: vi.fn() }, {}, devicesWith(track));
  expect(settings.backgroundBlur).toBe(false);
  source.stop();
  await vi.waitFor(() => expect(track.stop).toHaveBeenCalledOnce());
  expect(settings.backgroundBlur).toBe(true);
});

test.each([
  [['granted', 'prompt'], 'withdrawn'],
  [['granted', 'denied'], 'withdrawn'],
  [['granted', 'granted'], 'unplugged'],
  [['prompt', 'prompt'], 'unplugged'], // allowed just once
  [['granted'], 'unplugged'], // the browser does not answer any more
  [[], 'unplugged'], // it never answered
])('with the permission %j, the track that ends was %s', async (states, kind) => {
  vi.useFakeTimers();
  const onLost = vi.fn();
  const track = new FakeTrack();
  const answers = states.values();
  const ask = () => {
    const { value } = answers.next();
    return value ? Promise.resolve(value as PermissionState) : new Promise<never>(() => {});
  };
  await openCamera({ onLost }, {}, devicesWith(track), ask);
  track.dispatchEvent(new Event('ended'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(onLost).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind }));
  vi.useRealTimers();
});

test('stopping releases the camera and does not count as a loss', async () => {
  const onLost = vi.fn();
  const track = new FakeTrack();
  const source = await openCamera({ onLost }, {}, devicesWith(track));
  source.stop();
  track.dispatchEvent(new Event('ended'));
  expect(track.stop).toHaveBeenCalledOnce();
  expect(onLost).not.toHaveBeenCalled();
});

test('a camera is unlocked before it is released, for other programs', async () => {
  const track = new FakeTrack({ exposureMode: ['continuous', 'manual'] });
  const source = await openCamera({ onLost: vi.fn() }, {}, devicesWith(track));
  await source.lock?.set(true);
  source.stop();
  await vi.waitFor(() => expect(track.stop).toHaveBeenCalledOnce());
  expect(track.applyConstraints).toHaveBeenLastCalledWith({
    advanced: [{ exposureMode: 'continuous' }],
  });
  expect(track.stop.mock.invocationCallOrder[0]).toBeGreaterThan(
    track.applyConstraints.mock.invocationCallOrder[1]!,
  );
});

test('if the requested camera is gone, another is used', async () => {
  const asked: MediaStreamConstraints[] = [];
  const { getUserMedia, enumerateDevices } = devicesWith(new FakeTrack());
  const source = await openCamera(
    { onLost: vi.fn() },
    { deviceId: 'gone' },
    {
      enumerateDevices,
      getUserMedia: (wanted = {}) => {
        asked.push(wanted);
        const isGone = asked.length === 1;
        return isGone
          ? Promise.reject(new DOMException('', 'OverconstrainedError'))
          : getUserMedia(wanted);
      },
    },
  );
  expect(source.kind).toBe('camera');
  expect(asked.map(({ video }) => (video as MediaTrackConstraints).deviceId)).toEqual([
    { exact: 'gone' },
    undefined,
  ]);
});

test.each([
  [{}, { width: { ideal: 640 }, height: { ideal: 480 } }],
  [
    { height: 720, frameRate: 15 },
    { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 15, max: 15 } },
  ],
  [
    { width: 640, height: 360 },
    { width: { ideal: 640 }, height: { ideal: 360 } },
  ],
])('the constraints follow the request %j', async (request, wanted) => {
  const { enumerateDevices, getUserMedia } = devicesWith(new FakeTrack());
  const asked = vi.fn(getUserMedia);
  await openCamera({ onLost: vi.fn() }, request, { enumerateDevices, getUserMedia: asked });
  expect(asked.mock.calls[0]![0]!.video).toEqual({ ...wanted, facingMode: 'user' });
});
