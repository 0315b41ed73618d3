// The second opinion: what it adds, what it rules out and when, and that live frames do not wait for it.
import { expect, test, vi } from 'vitest';
import type { PersonMask } from '../frame/person-mask.ts';
import type { SeenBodies } from './bodies/bodies.ts';
import { NEAR } from './bodies/near-bodies.ts';
import { FURNITURE } from './furniture.ts';
import type { PictureFinder } from './picture-finder.ts';
import { createSecondOpinion, type Joined } from './second-opinion.ts';

const [WIDTH, HEIGHT] = [40, 20];
const at = (seconds: number) =>
  ({ timestamp: 1e6 * seconds, displayWidth: WIDTH, displayHeight: HEIGHT }) as VideoFrame;

/** A mask that is `value` in columns `left` to `right` (exclusive), and 0 elsewhere. */
function band(left: number, right: number, value: number): PersonMask {
  const data = new Uint8Array(WIDTH * HEIGHT).map((_, i) =>
    i % WIDTH >= left && i % WIDTH < right ? value : 0,
  );
  return { data, width: WIDTH, height: HEIGHT };
}

/** A grey picture whose columns `left` to `right` (exclusive) are white. */
function picture(left = 0, right = 0) {
  const data = new Uint8ClampedArray(4 * WIDTH * HEIGHT).map((_, i) => {
    const x = Math.floor(i / 4) % WIDTH;
    return x >= left && x < right ? 255 : 100;
  });
  return { data, width: WIDTH, height: HEIGHT };
}

function opinion(run: PictureFinder['run']) {
  const notify = vi.fn();
  const second = createSecondOpinion(notify);
  second.set({ run, dispose() {} });
  return { second, notify };
}

const WAITS = { waits: true, isKnown: false };
const LIVE = { waits: false, isKnown: false };

const nobody = async () => band(0, 0, 0);
const row = ({ mask }: Joined) => [...mask.data.subarray(0, WIDTH)];

test('people it is sure of are added, whatever the segmenter says; unsure ones are not', async () => {
  const { second } = opinion(async () => {
    const [sure, unsure] = [band(0, 10, 220).data, band(20, 30, 120).data];
    return { ...band(0, 0, 0), data: sure.map((value, i) => Math.max(value, unsure[i]!)) };
  });
  await second.runIfDue(at(0), picture(), WAITS);
  const joined = row(second.join(band(15, 18, 255), picture(), 0));
  expect(joined[5]).toBe(220);
  expect(joined[16]).toBe(255);
  expect(joined[25]).toBe(0);
});

test('furniture is ruled out once nobody has been seen there for half a second', async () => {
  const { second } = opinion(nobody);
  const sofa = band(10, 24, 255);
  for (const seconds of [0, 0.1, 0.2, 0.4]) {
    await second.runIfDue(at(seconds), picture(), WAITS);
    expect(row(second.join(sofa, picture(), 1e6 * seconds))[15]).toBe(255);
  }
  expect(row(second.join(sofa, picture(), 0.9e6))[15]).toBe(255); // the last result is too old to rule this frame out
  await second.runIfDue(at(0.5), picture(), WAITS);
  expect(row(second.join(sofa, picture(), 5e5))[15]).toBe(0);
});

test('a person who steps in front of what was ruled out is hidden at once', async () => {
  const { second } = opinion(nobody);
  for (let i = 0; i < 3; i++) await second.runIfDue(at(i), picture(), WAITS);
  const joined = row(second.join(band(10, 24, 255), picture(12, 16), 2e6));
  expect(joined[11]).toBe(255);
  expect(joined[14]).toBe(255);
  expect(joined[18]).toBe(0);
  await second.runIfDue(at(2.1), picture(12, 16), WAITS);
  expect(row(second.join(band(10, 24, 255), picture(12, 16), 2.1e6))[14]).toBe(255);
});

test('nothing is ruled out next to a person whom it sees', async () => {
  const { second } = opinion(async () => band(0, 10, 200));
  for (let i = 0; i < 3; i++) await second.runIfDue(at(i), picture(), WAITS);
  const joined = row(second.join(band(0, 30, 255), picture(), 2e6));
  expect(joined[11]).toBe(255);
  expect(joined[20]).toBe(0);
});

test('live, no frame waits for it, and it pauses after an answer', async () => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  let answer: (mask: PersonMask) => void = () => {};
  const run = vi.fn<PictureFinder['run']>(
    () => new Promise<PersonMask>((resolve) => (answer = resolve)),
  );
  const { second } = opinion(run);
  await second.runIfDue(at(0), picture(), LIVE);
  await second.runIfDue(at(0.1), picture(), LIVE);
  expect(run).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(100);
  answer(band(0, 10, 255));
  await vi.advanceTimersByTimeAsync(0);
  expect(row(second.join(band(0, 0, 0), picture(), 2e5))[5]).toBe(255);
  vi.advanceTimersByTime(250);
  await second.runIfDue(at(0.4), picture(), LIVE);
  expect(run).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(100);
  await second.runIfDue(at(0.5), picture(), LIVE);
  expect(run).toHaveBeenCalledTimes(2);
  expect(run.mock.calls.map(([, part]) => part?.width)).toEqual([undefined, 24]);
  vi.useRealTimers();
});

test('a result expires after a while, and when the source changes', async () => {
  const { second } = opinion(async () => band(0, 10, 255));
  await second.runIfDue(at(0), picture(), WAITS);
  expect(row(second.join(band(0, 0, 0), picture(), 2.1e6))[5]).toBe(0);
  second.reset();
  expect(row(second.join(band(0, 0, 0), picture(), 1e5))[5]).toBe(0);
});

test('a finder that fails is disabled, which is reported once', async () => {
  const { second, notify } = opinion(async () => {
    throw new Error('Its worker is gone.');
  });
  for (let i = 0; i < 3; i++) await second.runIfDue(at(i / 10), picture(), WAITS);
  expect(notify.mock.calls).toEqual([['Its worker is gone.']]);
});

test('regions no larger than a person are not ruled out: it sometimes overlooks legs', async () => {
  const { second } = opinion(nobody);
  for (let i = 0; i < 3; i++) await second.runIfDue(at(i), picture(), WAITS);
  expect(row(second.join(band(10, 19, 255), picture(), 2e6))[15]).toBe(255);
});

test('with a large person in the frame it must be surer', async () => {
  const { second } = opinion(async () => band(30, 40, 180));
  await second.runIfDue(at(0), picture(), WAITS);
  expect(row(second.join(band(0, 0, 0), picture(), 0))[35]).toBe(180);
  expect(row(second.join(band(0, 10, 255), picture(), 0))[35]).toBe(0);
});

test('where the room is known it runs less often', async () => {
  const run = vi.fn<PictureFinder['run']>(nobody);
  const { second } = opinion(run);
  for (let i = 0; i < 5; i++) {
    await second.runIfDue(at(i / 30), picture(), { waits: true, isKnown: true });
  }
  expect(run).toHaveBeenCalledTimes(5); // the first frame, and four parts of it
});

test('a frame that it runs on ahead of its turn is not run on again, and counts only from its turn on', async () => {
  const run = vi.fn<PictureFinder['run']>(async ({ timestamp }, part) =>
    band(0, 10, part || timestamp > 0 ? 0 : 220),
  );
  const { second } = opinion(run);
  const [first, next] = [at(0), at(0.1)];
  await second.runIfDue(first, picture(), WAITS);
  const calls = run.mock.calls.length;
  second.ahead(next);
  expect(run.mock.calls.length).toBeGreaterThan(calls);
  await new Promise((resolve) => setTimeout(resolve));
  expect(row(second.join(band(15, 18, 255), picture(), 0))[5]).toBe(220); // still the first frame's
  const begun = run.mock.calls.length;
  await second.runIfDue(next, picture(), WAITS);
  expect(run).toHaveBeenCalledTimes(begun);
  expect(row(second.join(band(15, 18, 255), picture(), 1e5))[5]).toBe(0);
});

test('questions that queue have two seconds each, and end together when the network fails', async () => {
  vi.useFakeTimers();
  try {
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, calls++ * 1500));
      return band(0, 10, 220);
    };
    let calls = 1;
    const { second, notify } = opinion(slow);
    const done = second.runIfDue(at(0), picture(), WAITS); // the whole picture and four parts, one after the other
    await vi.advanceTimersByTimeAsync(8000);
    await done;
    expect(notify).not.toHaveBeenCalled();
    second.reset();
    second.set({ run: () => new Promise(() => {}), dispose() {} });
    const hung = second.runIfDue(at(1), picture(), WAITS);
    await vi.advanceTimersByTimeAsync(2001);
    await hung;
    expect(notify.mock.calls).toEqual([['The finder gave no answer.']]);
  } finally {
    vi.useRealTimers();
  }
});

/** No body but one in columns `left` to `right`, for half a second, in a picture that stays the same. */
function noBody(left = 0, right = 0): SeenBodies {
  const noneFor = Float64Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
    i % WIDTH >= left && i % WIDTH < right ? -1 : 5e5,
  );
  const near = Uint8Array.from(noneFor, (time) => (time < 0 ? NEAR.sure : 0));
  return { list: [], picture: picture(), at: 0, noneFor, near };
}

/** A band that does not reach the top and the bottom of the picture. */
function box(left: number, right: number): PersonMask {
  const { data, ...size } = band(left, right, 255);
  return { ...size, data: data.fill(0, 0, 2 * WIDTH).fill(0, -2 * WIDTH) };
}
const middleRow = ({ mask }: Joined) => [...mask.data.subarray(10 * WIDTH, 11 * WIDTH)];

test('where no body has been for half a second, a region of a body’s size is furniture', async () => {
  const { second } = opinion(async () => band(10, 19, 180));
  await second.runIfDue(at(0), picture(), WAITS);
  const join = (bodies: SeenBodies, now = picture()) =>
    middleRow(second.join(box(10, 19), now, 1e5, bodies))[15];
  expect(join(noBody())).toBe(0);
  expect(join(noBody(14, 17))).toBe(255);
  const { furniture } = second.join(box(10, 19), picture(), 1e5, noBody());
  expect([...furniture!.subarray(10 * WIDTH, 11 * WIDTH)]).toEqual(
    Array.from({ length: WIDTH }, (_, x) => (x >= 10 && x < 19 ? FURNITURE.forBodies : 0)),
  );
  expect(join(noBody(), picture(15, 16))).toBe(255);
  expect(join({ ...noBody(), noneFor: noBody().noneFor.map(() => 4e5) })).toBe(255);
});

test('a region that is smaller than a body is not for the body finder to judge', async () => {
  const { second } = opinion(nobody);
  await second.runIfDue(at(0), picture(), WAITS);
  expect(middleRow(second.join(box(10, 11), picture(), 1e5, noBody()))[10]).toBe(255);
});

test('a region at the edge without any body is not ruled out: it may be an arm', async () => {
  const { second } = opinion(async () => band(0, 30, 100));
  await second.runIfDue(at(0), picture(), WAITS);
  const join = (bodies: SeenBodies, right = 9) =>
    middleRow(second.join(box(0, right), picture(), 1e5, bodies))[3];
  expect(join(noBody())).toBe(255);
  expect(join(noBody(6, 8))).toBe(0);
  expect(
    join({ ...noBody(6, 8), near: noBody(6, 8).near.map((is) => (is ? NEAR.unsure : 0)) }),
  ).toBe(255);
  expect(join(noBody(), 15)).toBe(0); // too large for an arm
});

test('two against one: somebody of whom both others are sure stays whole', async () => {
  const { second } = opinion(async () => band(12, 14, 230));
  await second.runIfDue(at(0), picture(), WAITS);
  const joined = middleRow(second.join(box(10, 19), picture(), 1e5, noBody()));
  expect([joined[13], joined[18]]).toEqual([255, 255]);
});

test('what is close to a spot of which the second opinion is sure is not ruled out', async () => {
  const { second } = opinion(async () => band(12, 14, 230));
  await second.runIfDue(at(0), picture(), WAITS);
  const joined = middleRow(second.join(box(10, 25), picture(), 1e5, noBody(23, 25)));
  expect([joined[15], joined[18]]).toEqual([255, 0]);
});
