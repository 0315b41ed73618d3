// The finder next to the segmenter: when it runs, and what happens when it fails.
import { afterEach, expect, test, vi } from 'vitest';
import type { Finder } from './finder.ts';
import type { Remembered } from './finder-planes.ts';
import { createPeople } from './people.ts';
import type { PersonMask } from '../frame/person-mask.ts';

const frame = {} as VideoFrame;
const mask = (...data: number[]): PersonMask => ({
  data: Uint8Array.from(data),
  width: data.length,
  height: 1,
});
const segmenter = { run: () => Promise.resolve(mask(255, 0, 0, 0)), isLost: false, dispose() {} };
const room: Remembered = {
  width: 4,
  height: 1,
  seenFrom: 0.2,
  room: new Float32Array(12).fill(100),
  confidence: new Float32Array(4).fill(1),
  frame: new Uint8ClampedArray(16).fill(100),
};

const picture = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
const live = { picture, remembered: room };
const known = { ...live, waits: true };

const nobody: Finder['runOnRoom'] = async () => mask(0, 0, 0, 0);

function people(run: Finder['run'], runOnRoom = nobody) {
  const notify = vi.fn();
  const dispose = vi.fn();
  const both = createPeople(notify);
  both.setFinder({ run, runOnRoom, dispose });
  return { both, notify, dispose };
}

afterEach(() => {
  vi.useRealTimers();
});

test('both find people where the room is known', async () => {
  const { both } = people(async () => mask(200, 0, 0, 240));
  expect([...(await both.run(frame, segmenter, known)).mask.data]).toEqual([255, 0, 0, 240]);
});

test('the finder gets the previous frame’s mask, until the source changes', async () => {
  const run = vi.fn<Finder['run']>(async () => mask(200, 0, 0, 240));
  const { both } = people(run);
  const { mask: first } = await both.run(frame, segmenter, known);
  await both.run(frame, segmenter, known);
  both.reset();
  await both.run(frame, segmenter, known);
  expect(run.mock.calls.map(([, , previous]) => previous)).toEqual([undefined, first, undefined]);
});

test('without a known room, or when it has changed, the finder does not run', async () => {
  const run = vi.fn<Finder['run']>(async () => mask(0, 0, 0, 255));
  const { both } = people(run);
  const changed = { ...room, frame: new Uint8ClampedArray(16).fill(250) };
  for (const remembered of [undefined, changed]) {
    expect([...(await both.run(frame, segmenter, { picture, remembered })).mask.data]).toEqual([
      255, 0, 0, 0,
    ]);
  }
  expect(run).not.toHaveBeenCalled();
});

test('a finder that fails is dropped, which is reported once', async () => {
  const run = vi.fn<Finder['run']>(async () => {
    throw new Error('Its worker is gone.');
  });
  const { both, notify, dispose } = people(run);
  for (let i = 0; i < 3; i++) {
    expect([...(await both.run(frame, segmenter, known)).mask.data]).toEqual([255, 0, 0, 0]);
  }
  expect(run).toHaveBeenCalledOnce();
  expect(dispose).toHaveBeenCalledOnce();
  expect(notify.mock.calls).toEqual([
    ['People are found by the segmenter alone: Its worker is gone.'],
  ]);
});

test('frames wait no longer than two seconds for a finder that hangs', async () => {
  vi.useFakeTimers();
  const { both, notify } = people(() => new Promise(() => {}));
  const coming = both.run(frame, segmenter, known);
  await vi.advanceTimersByTimeAsync(2100);
  expect([...(await coming).mask.data]).toEqual([255, 0, 0, 0]);
  expect(notify).toHaveBeenCalledOnce();
});

test('live, no frame waits for the finder, and its last answer counts until the next', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  const answers: ((found: PersonMask) => void)[] = [];
  const run = vi.fn<Finder['run']>(() => new Promise((resolve) => answers.push(resolve)));
  const { both } = people(run);
  const at = (i: number) => ({ timestamp: 1e5 * i }) as VideoFrame;
  const shown = async (i: number) => [...(await both.run(at(i), segmenter, live)).mask.data].at(-1);
  expect([await shown(0), await shown(1)]).toEqual([0, 0]);
  expect(run).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(100); // it took so long
  answers[0]!(mask(0, 0, 0, 240));
  await new Promise(setImmediate);
  expect([await shown(2), await shown(3)]).toEqual([240, 240]);
  expect(run).toHaveBeenCalledOnce(); // it rests
  vi.advanceTimersByTime(300);
  expect(await shown(4)).toBe(240);
  expect(run).toHaveBeenCalledTimes(2);
  expect(await shown(7)).toBe(240);
  expect(await shown(9)).toBe(0); // no answer counts for so long
});

test('live, the finder gets the mask of the frame before its own', async () => {
  const run = vi.fn<Finder['run']>(() => new Promise(() => {}));
  const { both } = people(run);
  const unknown = { ...room, confidence: new Float32Array(4) };
  const first = await both.run(frame, segmenter, { picture, remembered: unknown });
  await both.run(frame, segmenter, live);
  expect(run.mock.calls.map(([, , previous]) => previous)).toEqual([first.mask]);
});

test('live, an answer about a previous source does not count', async () => {
  let answer = (_: PersonMask) => {};
  const { both } = people(() => new Promise((resolve) => (answer = resolve)));
  await both.run(frame, segmenter, live);
  both.reset();
  answer(mask(0, 0, 0, 240));
  await new Promise(setImmediate);
  expect([...(await both.run(frame, segmenter, live)).mask.data]).toEqual([255, 0, 0, 0]);
});

test('a person who was learned as room and has left is no longer hidden', async () => {
  const inRoom = vi.fn<Finder['runOnRoom']>(async () => mask(0, 0, 0, 250));
  const { both } = people(async () => mask(250, 0, 0, 200), inRoom);
  const at = (seconds: number) =>
    ({ timestamp: 1e6 * seconds, displayWidth: 4, displayHeight: 1 }) as VideoFrame;
  const shown = async (seconds: number) => [
    ...(await both.run(at(seconds), segmenter, known)).mask.data,
  ];
  expect(await shown(0)).toEqual([255, 0, 0, 200]);
  expect(await shown(0.1)).toEqual([255, 0, 0, 0]);
  expect(await shown(0.2)).toEqual([255, 0, 0, 0]);
  expect(inRoom).toHaveBeenCalledOnce();
  both.reset();
  expect(await shown(0.3)).toEqual([255, 0, 0, 200]);
});

/** A room of 20x10 px, and the picture finder's answers about it. */
function roomWithOpinion() {
  const size = { width: 20, height: 10 };
  const shownAs = (value: (column: number) => number) =>
    new Uint8ClampedArray(800).map((_, i) => value((i >> 2) % size.width));
  const empty = { ...size, data: shownAs(() => 100) };
  const withSomebody = { ...size, data: shownAs((x) => (x < 6 ? 250 : 100)) };
  const seen = { ...size, data: new Uint8Array(200).map((_, i) => (i % 20 < 6 ? 255 : 0)) };
  const both = createPeople(() => {});
  let answers = 2;
  const run = async (_: VideoFrame, part?: object) => {
    if (part) return { ...size, data: new Uint8Array(200) };
    return answers-- > 0 ? seen : new Promise<PersonMask>(() => {}); // it sees the first frames alone
  };
  both.setPictureFinder({ run, dispose() {} });
  /** @param remembered grey levels of the room, and @param shown of the frame, by column */
  const look = async (seconds: number, shown: typeof empty, room: typeof empty, waits: boolean) => {
    const frame = { timestamp: 1e6 * seconds, displayWidth: 20, displayHeight: 10 } as VideoFrame;
    const remembered: Remembered = {
      ...size,
      seenFrom: 0.2,
      frame: shown.data,
      room: new Float32Array(600).map((_, i) => room.data[4 * Math.floor(i / 3)]!),
      confidence: new Float32Array(200).fill(1),
    };
    return (await both.run(frame, segmenter, { picture: shown, remembered, waits })).mistaken;
  };
  return { look, empty, withSomebody };
}

test('a person who looks like the room was learned as part of it, even if they have left since', async () => {
  const { look, empty, withSomebody } = roomWithOpinion();
  await look(0, { ...withSomebody }, withSomebody, true);
  const mistaken = await look(0.1, withSomebody, withSomebody, true);
  expect([mistaken?.[0], mistaken?.[10]]).toEqual([1, 0]);
  expect((await look(0.2, empty, withSomebody, false))?.[0]).toBe(1);
});

test('the room behind a person who has walked on is not mistaken', async () => {
  const { look, empty, withSomebody } = roomWithOpinion();
  expect(await look(0, { ...withSomebody }, empty, true)).toBeUndefined();
  expect(await look(0.1, withSomebody, empty, true)).toBeUndefined();
  expect(await look(0.2, empty, empty, false)).toBeUndefined();
});

test('a finder that loads too late is disposed of at once', () => {
  const both = createPeople(() => {});
  both.dispose();
  const dispose = vi.fn();
  both.setFinder({ run: async () => mask(0), runOnRoom: nobody, dispose });
  expect(dispose).toHaveBeenCalledOnce();
});
