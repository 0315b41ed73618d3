// Looking at parts of the picture: which parts, who counts, and for how long.
import { expect, test, vi } from 'vitest';
import { createFarPeople, type FramePart } from './far-people.ts';
import type { PersonMask } from '../frame/person-mask.ts';

const [WIDTH, HEIGHT] = [100, 50];
const at = (seconds: number) =>
  ({ timestamp: 1e6 * seconds, displayWidth: WIDTH, displayHeight: HEIGHT }) as VideoFrame;
const grey = (value = 100) => ({
  data: new Uint8ClampedArray(4 * WIDTH * HEIGHT).fill(value),
  width: WIDTH,
  height: HEIGHT,
});
const empty = (): PersonMask => ({
  data: new Uint8Array(WIDTH * HEIGHT),
  width: WIDTH,
  height: HEIGHT,
});

/**
 * Somebody in the whole frame: ranges of columns and rows (end exclusive), and the finder's confidence in them.
 */
interface Somebody {
  columns: [number, number];
  rows: [number, number];
  value: number;
  head?: number;
}

/** A finder that sees these people in any part that it gets. */
function finder(...people: Somebody[]) {
  return vi.fn(async (_frame: VideoFrame, { x, y, width, height }: FramePart) => {
    const data = new Uint8Array(width * height);
    for (const { columns, rows, value, head = value } of people) {
      for (let v = Math.max(0, rows[0] - y); v < Math.min(height, rows[1] - y); v++) {
        for (let u = Math.max(0, columns[0] - x); u < Math.min(width, columns[1] - x); u++) {
          data[v * width + u] = v + y === rows[0] ? head : value;
        }
      }
    }
    return { data, width, height };
  });
}

const walker: Somebody = { columns: [70, 74], rows: [30, 40], value: 180, head: 250 };
const value = (mask: PersonMask, x: number, y: number) => mask.data[y * WIDTH + x];

async function found(...people: Somebody[]): Promise<PersonMask> {
  const far = createFarPeople(finder(...people));
  await far.begin(at(0), true)(grey());
  const mask = empty();
  far.addTo(mask, grey(), 0);
  return mask;
}

test('people far away are found, including less certain parts of their bodies', async () => {
  const mask = await found(walker);
  expect([value(mask, 71, 30), value(mask, 73, 39)]).toEqual([250, 180]);
  expect([value(mask, 68, 35), value(mask, 76, 35)]).toEqual([0, 0]);
});

test('unsure regions are ignored, and large people are left to the whole picture', async () => {
  const unsure = await found({ ...walker, head: 230 });
  const large = await found({ columns: [60, 80], rows: [20, 45], value: 250 });
  expect(unsure.data.some((each) => each > 0)).toBe(false);
  expect(large.data.some((each) => each > 0)).toBe(false);
});

test('the first frame that waits is searched in all parts, later ones in one part each', async () => {
  const ask = finder();
  const far = createFarPeople(ask);
  await far.begin(at(0), true)(grey());
  for (let i = 1; i < 6; i++) await far.begin(at(i / 10), i < 3)(grey());
  const corners = ask.mock.calls.map(([, { x, y }]) => `${x},${y}`);
  const turn = ['0,0', '40,0', '0,20', '40,20'];
  expect(corners).toEqual([...turn, ...turn, turn[0]]);
});

test('people who stand still count for longer than people who may have walked on', async () => {
  const far = createFarPeople(finder(walker));
  await far.begin(at(0), true)(grey());
  const shown = (seconds: number, picture = grey()) => {
    const mask = empty();
    far.addTo(mask, picture, 1e6 * seconds);
    return value(mask, 71, 30);
  };
  expect([shown(0.4, grey(200)), shown(0.6, grey(200))]).toEqual([250, 0]);
  expect([shown(2.9), shown(3.1)]).toEqual([250, 0]);
  far.reset();
  expect(shown(0)).toBe(0);
});
