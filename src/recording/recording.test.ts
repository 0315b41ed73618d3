// A recording whose store and microphone answer late, and one whose storage fills up. Buttons take effect at the time
// of the press.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ClipChunk } from './clip.ts';
import { DiskFullError, type ClipStore } from './clip-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { startRecording } from './recording.ts';
import type { SoundPiece, SoundReader } from './sound-reader.ts';

/** What was written to the file, in order. */
const written = vi.hoisted(() => ({
  pictures: [] as number[], // s
  sound: [] as { time: number; loudest: number }[],
}));

vi.mock('./clip-output.ts', () => ({
  NO_ENCODER: 'none',
  chooseFormat: async () => ({ type: 'video/webm', video: 'vp9', audio: 'opus' }),
  async createClipOutput(stream: WritableStream<ClipChunk>) {
    const writer = stream.getWriter();
    let position = 0;
    return {
      async addPicture(picture: VideoFrame, time: number) {
        picture.close();
        await writer.write({ type: 'write', data: new Uint8Array(100), position });
        position += 100;
        written.pictures.push(time);
      },
      async addSound(samples: Float32Array, time: number) {
        if (samples.length > 0) written.sound.push({ time, loudest: Math.max(...samples) });
      },
      finish: () => writer.close(),
    };
  },
}));
vi.mock('./finish-clip.ts', () => ({
  finishClip: async (draft: { bytes: number; finish: (duration: number) => unknown }) =>
    draft.bytes > 0 ? draft.finish(1) : undefined,
}));

const START = 1_000_000; // ms since 1970
const FRAME = 100; // ms
const FORMAT = { rate: 1000, channels: 1 };

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  vi.spyOn(performance, 'now').mockImplementation(() => Date.now() - performance.timeOrigin);
  written.pictures = [];
  written.sound = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A recording whose store and sound arrive when the test says so. */
function record(store: ClipStore = createMemoryStore()) {
  let giveStore = () => {};
  let giveSound = () => {};
  const reader: SoundReader = {
    format: FORMAT,
    begun: Promise.resolve(),
    listener: undefined,
    stop: () => {},
  };
  const newPort = () => ({ postMessage: () => {}, close: vi.fn() }) as unknown as MessagePort;
  let port = newPort();
  const onBroken = vi.fn();
  const recording = startRecording({
    name: 'One',
    port,
    onBroken,
    store: new Promise((resolve) => (giveStore = () => resolve(store))),
    sound: new Promise((resolve) => (giveSound = () => resolve(reader))),
  });
  const say = (data: unknown) => port.onmessage!({ data } as MessageEvent);
  return {
    recording,
    onBroken,
    store,
    end: () => say({ kind: 'end' }),
    /** Another engine takes over. @returns the previous engine's port */
    replaceEngine() {
      const before = port;
      recording.usePictures((port = newPort()));
      return before;
    },
    /** Sends pictures and sound, as they would arrive, up to that time (ms after the start). */
    async run(until: number) {
      while (Date.now() - START < until) {
        const wall = Date.now();
        const picture = { displayWidth: 64, displayHeight: 48, close: () => {} };
        say({ kind: 'frame', frame: picture, wall });
        const piece: SoundPiece = { samples: new Float32Array(FRAME).fill(0.5), wall };
        reader.listener?.(piece);
        await vi.advanceTimersByTimeAsync(FRAME);
      }
    },
    async answer() {
      giveStore();
      giveSound();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

/** Ends it at the current time. */
async function stop({ recording, end }: ReturnType<typeof record>) {
  const stopping = recording.stop(Date.now());
  end();
  await vi.advanceTimersByTimeAsync(2000);
  return stopping;
}

const at = (milliseconds: number) => START + milliseconds;

test('if muted before the microphone answers, its sound is silenced until it is unmuted', async () => {
  const all = record();
  await all.run(300);
  all.recording.mute(true, at(300));
  await all.run(800);
  await all.answer();
  await all.run(1500);
  all.recording.mute(false, at(1500));
  await all.run(2000);
  await stop(all);
  const loud = written.sound.filter(({ loudest }) => loudest > 0).map(({ time }) => time);
  expect(Math.min(...loud)).toBeCloseTo(1.5);
  expect(written.sound.some(({ time, loudest }) => time < 1.4 && loudest === 0)).toBe(true);
});

test('late sound is muted according to when it was heard', async () => {
  const all = record();
  await all.answer();
  await all.run(500);
  all.recording.mute(true, at(200)); // the message was late
  await all.run(1000);
  await stop(all);
  const loud = written.sound.filter(({ time, loudest }) => time >= 0.5 && loudest > 0);
  expect(loud).toEqual([]);
});

test('a pause before the store opens is cut out', async () => {
  const all = record();
  await all.run(300);
  all.recording.pause(at(300));
  await all.run(1000);
  await all.answer();
  await all.run(2000);
  all.recording.goOn(at(2000));
  await all.run(2500);
  const { seconds, clip } = await stop(all);
  expect(clip?.isFinished).toBe(true);
  expect(seconds).toBeCloseTo(0.8);
  expect(written.pictures.map((time) => Math.round(10 * time))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('if stopped before anything answers, it finishes afterwards with what was shown', async () => {
  const all = record();
  await all.run(300);
  const stopping = stop(all);
  await all.answer();
  const { clip, seconds, problem } = await stopping;
  expect(problem).toBeUndefined();
  expect(clip?.isFinished).toBe(true);
  expect(seconds).toBeCloseTo(0.3);
});

test('a store that cannot be opened ends the recording with a message', async () => {
  const onBroken = vi.fn();
  const recording = startRecording({
    name: 'One',
    onBroken,
    sound: Promise.resolve(undefined),
    port: { postMessage: () => {}, close: () => {} } as unknown as MessagePort,
    store: Promise.reject(new Error('no store')),
  });
  const stopping = recording.stop(Date.now());
  await vi.advanceTimersByTimeAsync(2000);
  expect(await stopping).toMatchObject({
    problem: expect.stringContaining('Nothing was recorded'),
  });
});

test('when storage fills up, what was recorded is kept, and the message says so', async () => {
  const all = record(createMemoryStore(450));
  await all.answer();
  await all.run(1000);
  expect(all.onBroken).toHaveBeenCalledOnce();
  const { clip, problem, bytes } = await stop(all);
  expect(problem).toMatch(/limit\. What was recorded until then is kept\. Save and delete/);
  expect([bytes, clip?.bytes]).toEqual([400, 400]);
});

test('with no storage from the start, the message says that nothing was recorded, and why', async () => {
  const store = createMemoryStore();
  const full = { ...store, create: () => Promise.reject(new DiskFullError('It is full.')) };
  const all = record(full);
  await all.answer();
  await all.run(500);
  const { clip, problem } = await stop(all);
  expect(clip).toBeUndefined();
  expect(problem).toBe('It is full. Nothing was recorded. Save and delete clips to make room.');
});

test('when another engine takes over, the recording continues, including the gap', async () => {
  const all = record();
  await all.answer();
  await all.run(500);
  await vi.advanceTimersByTimeAsync(3000);
  expect(all.replaceEngine().close).toHaveBeenCalled();
  await all.run(4000);
  const { seconds, clip } = await stop(all);
  expect(clip?.isFinished).toBe(true);
  expect(seconds).toBeCloseTo(4);
  expect(written.pictures.map((time) => Math.round(10 * time))).toEqual([
    0, 1, 2, 3, 4, 35, 36, 37, 38, 39,
  ]);
});

test('if the site’s data are cleared during a recording, nothing is said to be kept', async () => {
  const store = createMemoryStore();
  const gone = async () => {
    throw new DOMException('It could not be found.', 'NotFoundError');
  };
  const all = record({
    ...store,
    create: async (clip) =>
      Object.assign(Object.create(await store.create(clip)), { finish: gone }),
    open: gone,
  });
  await all.answer();
  await all.run(1000);
  const { clip, problem } = await stop(all);
  expect(clip).toBeUndefined();
  expect(problem).toBe(
    'The recording could not continue (It could not be found.). Nothing was recorded.',
  );
});
