// The page's recording if its worker is late, fails to load, or dies.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeWorker } from '../../recording/fake-worker.ts';
import type { FilmFacts } from '../../recording/film/film-facts.ts';
import { createRecorder } from '../../recording/recorder.ts';
import { fakeLater } from '../../fake-later.ts';
import { RecordingState, type Cloak } from './recording-state.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function page() {
  vi.stubGlobal('VideoEncoder', class {});
  vi.stubGlobal('navigator', {});
  const workers = [fakeWorker(), fakeWorker(), fakeWorker()];
  let started = 0;
  const told: string[] = [];
  const outlets = {
    record: vi.fn(),
    endRecording: vi.fn(),
    onPictureEnd: () => {},
    onOtherEngine: () => {},
  };
  const sources: Pick<Cloak['sources'], 'current' | 'followFilm'> = {
    current: undefined,
    followFilm: async () => {},
  };
  const status = { show: (sentence: string) => void told.push(sentence) };
  const { later, pass } = fakeLater();
  const recording = new RecordingState({ outlets, sources, status } as unknown as Cloak, {
    later,
    createRecorder: (listener) => createRecorder(listener, () => workers[started++]!.worker),
  });
  return { recording, workers, told, outlets, sources, pass, started: () => started };
}

/** Runs pending promises that need no timer. */
const settle = () => vi.advanceTimersByTimeAsync(0);

/** Answers the requests of a page with clips at its start. */
async function answerStart({ answer, say }: ReturnType<typeof fakeWorker>, recovered = 0) {
  say({ kind: 'alive' });
  const clip = { id: '1', name: 'One', kind: 'recording', madeAt: 0, type: 'video/mp4' } as const;
  const clips = Array.from({ length: recovered }, () => ({
    ...clip,
    isFinished: true,
    bytes: 1,
    duration: 1,
  }));
  answer(
    'recover',
    clips.map((each) => ({ clip: each })),
  );
  await settle();
  answer('isLasting', true);
  await settle();
  answer('list', clips);
  await settle();
}

test('presses are passed on in order, each with its time', async () => {
  const { recording, workers } = page();
  const clock = vi.spyOn(performance, 'now');
  const pressed = (now: number, press: () => void) => {
    clock.mockReturnValue(now);
    press();
  };
  recording.start();
  pressed(300, () => recording.toggleMute());
  pressed(400, () => recording.togglePause());
  pressed(500, () => recording.togglePause());
  pressed(600, () => void recording.stop());
  clock.mockRestore();
  const said = workers[0]!.heard.map((message) => {
    if (message.kind === 'ask') return [message.what, (message.given as { at: number }).at];
    return [message.kind, 'at' in message && message.at];
  });
  const { timeOrigin } = performance;
  expect(said).toEqual([
    ['start', false],
    ['mute', timeOrigin + 300],
    ['pause', timeOrigin + 400],
    ['go-on', timeOrigin + 500],
    ['stop', timeOrigin + 600],
  ]);
});

test('if the recorder fails to load, the page says so and can record again', async () => {
  const { recording, workers, told, outlets, started } = page();
  recording.start();
  workers[0]!.fail();
  await settle();
  expect(recording.phase).toBe('idle');
  expect(outlets.endRecording).toHaveBeenCalled();
  expect(told.at(-1)).toMatch(/could not be loaded.*Nothing was recorded/);
  expect(started()).toBe(1); // it does not retry by itself
  recording.start();
  expect([recording.phase, started()]).toEqual(['recording', 2]);
});

test('if the recorder fails to load before Stop, the page does not stay at “Finishing …”', async () => {
  const { recording, workers, told } = page();
  recording.start();
  const stopping = recording.stop();
  expect(recording.phase).toBe('finishing');
  workers[0]!.fail();
  await stopping;
  expect(recording.phase).toBe('idle');
  expect(told.at(-1)).toContain('Nothing was recorded');
});

test('a film that ends because the engine broke says so', async () => {
  const { recording, workers, told, sources } = page();
  let end = (_because?: string) => {};
  sources.followFilm = async (_title, _port, onEnd) => void (end = onEnd);
  const { film } = recording;
  const opening = film.open(new File(['x'], 'a.mp4'));
  const facts = { formats: [{ type: 'video/mp4' }] };
  workers[0]!.answer('readFilm', facts as FilmFacts);
  await opening;
  const working = film.start(true);
  await settle();
  end('It broke. The cloak is restarting.');
  workers[0]!.answer('cloakFilm', undefined); // it was cancelled
  await working;
  expect(told.at(-1)).toBe(
    'It broke. The cloak is restarting. The film was cancelled. Nothing was kept.',
  );
});

test('if the recorder dies during a recording, its successor offers what was recorded', async () => {
  const { recording, workers, told, pass, started } = page();
  recording.begin();
  await answerStart(workers[0]!);
  recording.start();
  await vi.advanceTimersByTimeAsync(20_000); // without a message
  expect(recording.phase).toBe('idle');
  expect(told.at(-1)).toMatch(/stopped working.*is kept/);
  expect(workers[0]!.isEnded).toBe(true);
  expect(started()).toBe(1);
  pass(3000);
  expect(started()).toBe(2);
  await answerStart(workers[1]!, 1);
  expect(recording.clips.offer).toContain('What was recorded is kept');
});

test('the same if it dies while finishing', async () => {
  const { recording, workers, told, pass, started } = page();
  recording.start();
  workers[0]!.say({ kind: 'alive' });
  void recording.stop();
  await vi.advanceTimersByTimeAsync(20_000);
  expect([recording.phase, told.at(-1)]).toEqual(['idle', expect.stringContaining('is kept')]);
  pass(3000);
  expect(started()).toBe(2);
});

test('a recorder that dies while idle is silently replaced when it is needed', async () => {
  const { recording, workers, told, pass, started } = page();
  recording.begin();
  await answerStart(workers[0]!);
  await vi.advanceTimersByTimeAsync(20_000);
  pass(10_000);
  expect([told, started()]).toEqual([[], 1]);
  recording.start();
  expect(started()).toBe(2);
});

test('a recording continues with the pictures of a replacement engine', async () => {
  const { recording, workers, outlets } = page();
  recording.beside = true;
  outlets.onOtherEngine();
  expect(outlets.record).not.toHaveBeenCalled();
  recording.start();
  recording.beside = false; // for the next one
  outlets.onOtherEngine();
  expect(recording.phase).toBe('recording');
  expect(workers[0]!.heard.map(({ kind }) => kind)).toEqual(['start', 'pictures']);
  expect(outlets.record).toHaveBeenCalledTimes(2);
  expect(outlets.record.mock.lastCall).toEqual([expect.any(MessagePort), true]);
});
