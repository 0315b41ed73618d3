// What the worker does with messages while neither the store nor the microphone has answered.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromRecorder, ToRecorder } from './messages.ts';

const recording = vi.hoisted(() => ({
  progress: vi.fn(() => ({})),
  usePictures: vi.fn(),
  pause: vi.fn(),
  goOn: vi.fn(),
  mute: vi.fn(),
  stop: vi.fn(async () => ({ seconds: 1 })),
}));
const startRecording = vi.hoisted(() => vi.fn((_: { sound: Promise<unknown> }) => recording));

vi.mock('./recording.ts', () => ({ startRecording }));
vi.mock('./open-store.ts', () => ({ openClipStore: () => new Promise(() => {}) }));
vi.mock('./film/cloak-film.ts', () => ({}));
vi.mock('./film/film-facts.ts', () => ({}));
vi.mock('./finish-clip.ts', () => ({}));

const said: FromRecorder[] = [];
const scope = {
  postMessage: (message: FromRecorder) => void said.push(message),
  onmessage: (_: { data: ToRecorder }) => {},
};

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('self', scope);
  said.length = 0;
  vi.resetModules();
  await import('./recorder-worker.ts');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const tell = (data: ToRecorder) => scope.onmessage({ data });
const port = {} as MessagePort;

test('it keeps reporting that it is alive', async () => {
  expect(said).toEqual([{ kind: 'alive' }]);
  await vi.advanceTimersByTimeAsync(3000);
  expect(said.length).toBe(4);
});

test('mute, pause and stop reach the recording at once', async () => {
  tell({ kind: 'sound', stream: new ReadableStream<AudioData>() }); // never any sound
  tell({ kind: 'start', port, name: 'One', withSound: true });
  tell({ kind: 'mute', isMuted: true, at: 3 });
  tell({ kind: 'pause', at: 4 });
  tell({ kind: 'go-on', at: 5 });
  tell({ kind: 'pictures', port });
  tell({ kind: 'ask', number: 1, what: 'stop', given: { at: 6 } });
  expect(recording.mute).toHaveBeenCalledWith(true, 3);
  expect(recording.pause).toHaveBeenCalledWith(4);
  expect(recording.goOn).toHaveBeenCalledWith(5);
  expect(recording.usePictures).toHaveBeenCalledWith(port);
  expect(recording.stop).toHaveBeenCalledWith(6);
  await vi.advanceTimersByTimeAsync(0);
  expect(said).toContainEqual({ kind: 'answer', number: 1, answer: { seconds: 1 } });
  await vi.advanceTimersByTimeAsync(1500);
  expect(said).toContainEqual({ kind: 'notice', sentence: expect.stringContaining('no sound') });
  expect(await startRecording.mock.lastCall![0].sound).toBeUndefined();
});
