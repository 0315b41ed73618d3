// Where bodies are and are not, over time, and that live frames do not wait for it.
import { expect, test, vi } from 'vitest';
import { createBodies } from './bodies.ts';
import type { BodyFinder } from './body-finder.ts';
import { standing } from './test-bodies.ts';

const SIDE = 50;
const at = (seconds: number) =>
  ({ timestamp: 1e6 * seconds, displayWidth: SIDE, displayHeight: SIDE }) as VideoFrame;

/** A grey picture with a white column. */
function picture(white = -1) {
  const data = new Uint8ClampedArray(4 * SIDE * SIDE).map((_, i) =>
    Math.floor(i / 4) % SIDE === white ? 255 : 100,
  );
  return { data, width: SIDE, height: SIDE };
}

const WAITS = { waits: true, isKnown: false };
const LIVE = { waits: false, isKnown: false };
const row = 25 * SIDE;

function bodiesOf(run: BodyFinder['run']) {
  const notify = vi.fn();
  const bodies = createBodies(notify);
  bodies.set({ run, dispose() {} });
  return { bodies, notify };
}

const somebody = standing(0.4, 0.2, 0.6, 0.9);

test('it tells where no body has been near, and for how long', async () => {
  const { bodies } = bodiesOf(async (_, part) => (part ? [] : [somebody]));
  for (const seconds of [0, 0.5, 1]) await bodies.runIfDue(at(seconds), picture(), WAITS);
  const { noneFor, list } = bodies.seen(1e6)!;
  expect(list).toHaveLength(1);
  expect([noneFor[row + 2], noneFor[row + 15], noneFor[row + 25]]).toEqual([1e6, -1, -1]);
});

test('what changes counts as new', async () => {
  const { bodies } = bodiesOf(async () => []);
  await bodies.runIfDue(at(0), picture(), WAITS);
  await bodies.runIfDue(at(1), picture(40), WAITS);
  const { noneFor } = bodies.seen(1e6)!;
  expect([noneFor[row + 2], noneFor[row + 40]]).toEqual([1e6, 0]);
});

test('people who are seen in a part only are somebody too', async () => {
  const { bodies } = bodiesOf(async (_, part) => (part ? [somebody] : []));
  await bodies.runIfDue(at(0), picture(), WAITS);
  const { list } = bodies.seen(0)!;
  expect(list.map(({ left }) => left)).toEqual(
    [0.24, 0.64, 0.24, 0.64].map((x) => expect.closeTo(x)),
  );
});

test('in a part it must be surer', async () => {
  const { bodies } = bodiesOf(async (_, part) => (part ? [standing(0.4, 0.2, 0.6, 0.9, 0.2)] : []));
  await bodies.runIfDue(at(0), picture(), WAITS);
  expect(bodies.seen(0)!.list).toEqual([]);
});

test('in offline mode it runs several times a second, not in every frame', async () => {
  const run = vi.fn<BodyFinder['run']>(async () => []);
  const { bodies } = bodiesOf(run);
  for (let i = 0; i < 30; i++) await bodies.runIfDue(at(i / 30), picture(), WAITS);
  expect(run.mock.calls.filter(([, part]) => !part)).toHaveLength(6);
  expect(run.mock.calls.filter(([, part]) => part)).toHaveLength(5);
});

test('a frame that it runs on ahead of its turn is not run on again', async () => {
  const run = vi.fn<BodyFinder['run']>(async (_, part) => (part ? [] : [somebody]));
  const { bodies } = bodiesOf(run);
  const frame = at(0);
  bodies.ahead(frame);
  expect(run).toHaveBeenCalledTimes(5);
  expect(bodies.seen(0)).toBeUndefined();
  await bodies.runIfDue(frame, picture(), WAITS);
  expect(run).toHaveBeenCalledTimes(5);
  expect(bodies.seen(0)?.list).toHaveLength(1);
});

test('live, no frame waits for it, and it pauses after an answer', async () => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  let answer: () => void = () => {};
  const run = vi.fn<BodyFinder['run']>(
    () => new Promise((resolve) => (answer = () => resolve([]))),
  );
  const { bodies } = bodiesOf(run);
  await bodies.runIfDue(at(0), picture(), LIVE);
  await bodies.runIfDue(at(0.1), picture(), LIVE);
  expect(run).toHaveBeenCalledOnce();
  expect(bodies.seen(1e5)).toBeUndefined();
  vi.advanceTimersByTime(100);
  answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(bodies.seen(1e5)?.list).toEqual([]);
  vi.advanceTimersByTime(400);
  await bodies.runIfDue(at(0.5), picture(), LIVE);
  expect(run).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(200);
  await bodies.runIfDue(at(0.7), picture(), LIVE);
  expect(run.mock.calls.map(([, part]) => part?.width)).toEqual([undefined, 30]);
  vi.useRealTimers();
});

test('an answer expires, also when the source changes', async () => {
  const { bodies } = bodiesOf(async () => []);
  await bodies.runIfDue(at(0), picture(), WAITS);
  expect(bodies.seen(2.1e6)).toBeUndefined();
  expect(bodies.seen(1e6)).toBeDefined();
  bodies.reset();
  expect(bodies.seen(1e6)).toBeUndefined();
});

test('a finder that fails rules nobody out any more, and that is reported once', async () => {
  let isBroken = false;
  const { bodies, notify } = bodiesOf(async () => {
    if (isBroken) throw new Error('It is gone.');
    return [];
  });
  await bodies.runIfDue(at(0), picture(), WAITS);
  isBroken = true;
  for (const seconds of [0.5, 1]) await bodies.runIfDue(at(seconds), picture(), WAITS);
  expect(bodies.seen(0.6e6)).toBeUndefined();
  expect(notify.mock.calls).toEqual([['It is gone.']]);
});

test('a single picture is looked at as a whole and in parts', async () => {
  const run = vi.fn<BodyFinder['run']>(async (_, part) => (part ? [] : [somebody]));
  const { bodies } = bodiesOf(run);
  expect(await bodies.findIn(at(0))).toEqual([somebody]);
  expect(run).toHaveBeenCalledTimes(5);
});
