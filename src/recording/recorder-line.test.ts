// A recorder's worker that fails to load, hangs, dies silently or never answers.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeWorker } from './fake-worker.ts';
import { HEARTBEAT } from './messages.ts';
import { openLine, RecorderGoneError } from './recorder-line.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function lineTo(create?: () => Worker) {
  const fake = fakeWorker();
  const onGone = vi.fn<(error: RecorderGoneError) => void>();
  const line = openLine(create ?? (() => fake.worker), { onMessage: () => {}, onGone });
  return { line, fake, onGone };
}

/** The state of a promise: 'open', the error's sentence, or 'answered'. */
function fate(promise: Promise<unknown>): () => string {
  let became = 'open';
  promise.then(
    () => (became = 'answered'),
    (error: Error) => (became = error.message),
  );
  return () => became;
}

const pass = (beats: number) => vi.advanceTimersByTimeAsync(beats * HEARTBEAT);

/** Keeps the worker alive for this many beats. */
async function live(say: () => void, beats: number): Promise<void> {
  for (let i = 0; i < beats; i++) {
    say();
    await pass(1);
  }
}

const ALL = ['list', 'isLasting', 'recover', 'stop', 'cloakFilm'] as const;

test('a worker that fails to load rejects all requests', async () => {
  const { line, fake, onGone } = lineTo();
  const fates = ALL.map((what) => fate(line.ask(what, undefined)));
  fake.fail();
  await pass(0);
  for (const became of fates) expect(became()).toContain('could not be loaded');
  expect(onGone.mock.calls).toMatchObject([[{ hasWorked: false }]]);
  expect(fake.isEnded).toBe(true);
  await expect(line.ask('list', undefined)).rejects.toThrow(RecorderGoneError);
});

test('a worker that cannot even be created is reported too', async () => {
  const { line, onGone } = lineTo(() => {
    throw new Error('refused');
  });
  await expect(line.ask('list', undefined)).rejects.toThrow('could not be loaded');
  expect(onGone).toHaveBeenCalledOnce();
});

test('a worker that never reports is given up, but not too soon', async () => {
  const { line, onGone } = lineTo();
  const became = fate(line.ask('list', undefined));
  await pass(50);
  expect(became()).toBe('open');
  await pass(20);
  expect(became()).toContain('could not be loaded');
  expect(onGone).toHaveBeenCalledOnce();
});

test('a worker that dies without an event is noticed, whatever the request', async () => {
  const { line, fake, onGone } = lineTo();
  fake.say({ kind: 'alive' });
  const fates = ALL.map((what) => fate(line.ask(what, undefined)));
  await pass(20);
  for (const became of fates) expect(became()).toBe('The recorder stopped working.');
  expect(onGone.mock.calls).toMatchObject([[{ hasWorked: true }]]);
});

test('an error of a worker that survives changes nothing', async () => {
  const { line, fake, onGone } = lineTo();
  fake.say({ kind: 'alive' });
  const became = fate(line.ask('list', undefined));
  fake.fail();
  fake.answer('list', []);
  await pass(1);
  expect(became()).toBe('answered');
  expect(onGone).not.toHaveBeenCalled();
});

test('an unreadable message ends the line', () => {
  const { fake, onGone } = lineTo();
  fake.say({ kind: 'alive' });
  fake.worker.onmessageerror!(new Event('messageerror') as MessageEvent);
  expect(onGone).toHaveBeenCalledOnce();
});

test('a live worker that never answers fails the request, and ends if a recording never finishes', async () => {
  const { line, fake, onGone } = lineTo();
  const alive = () => fake.say({ kind: 'alive' });
  alive();
  const [listed, stopped, film] = [
    fate(line.ask('list', undefined)),
    fate(line.ask('stop', { at: 0 })),
    fate(line.ask('cloakFilm', undefined)),
  ];
  await live(alive, 40);
  expect(listed()).toContain('does not answer');
  expect([stopped(), film()]).toEqual(['open', 'open']); // both take long
  expect(onGone).not.toHaveBeenCalled();
  await live(() => onGone.mock.calls.length || alive(), 600);
  expect(stopped()).toBe('The recorder stopped working.');
  expect(film()).toBe('The recorder stopped working.');
  expect(onGone).toHaveBeenCalledOnce();
});

test('ending the line is not reported as a failure', async () => {
  const { line, fake, onGone } = lineTo();
  const became = fate(line.ask('list', undefined));
  line.end();
  await pass(100);
  expect(became()).not.toBe('open');
  expect([fake.isEnded, onGone.mock.calls.length]).toEqual([true, 0]);
});
