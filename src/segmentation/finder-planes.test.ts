// What a finder gets, and how its answer is read.
import { expect, test } from 'vitest';
import {
  packPlanes,
  packRoomPlanes,
  PLANES,
  placeOf,
  unpackMask,
  type Remembered,
} from './finder-planes.ts';

const NETWORK = { width: 32, height: 24 };
const GREY = 128 / 255;

function picture(level: number) {
  const data = new Uint8ClampedArray(4 * NETWORK.width * NETWORK.height).fill(level);
  return { data, ...NETWORK };
}

function remembered(room: number, frame: number, confidence = 1): Remembered {
  const [width, height] = [8, 6];
  return {
    width,
    height,
    seenFrom: 0.2,
    room: new Float32Array(3 * width * height).fill(room),
    confidence: new Float32Array(width * height).fill(confidence),
    frame: new Uint8ClampedArray(4 * width * height).fill(frame),
  };
}

function pack(...[place, known, previous]: [ReturnType<typeof placeOf>, Remembered?, never?]) {
  const into = new Float32Array(NETWORK.width * NETWORK.height * PLANES).fill(9);
  packPlanes(picture(51), place, known, previous, into);
  return into;
}

test.each([
  [640, 480, { x: 0, y: 0, width: 32, height: 24 }],
  [1280, 720, { x: 0, y: 3, width: 32, height: 18 }],
  [480, 640, { x: 7, y: 0, width: 18, height: 24 }],
  [4000, 2, { x: 0, y: 11, width: 32, height: 1 }],
])('a frame of %ix%i is centred and not squashed', (width, height, place) => {
  expect(placeOf({ width, height }, NETWORK)).toEqual(place);
});

test('an unknown room is grey, without confidence and without a mask', () => {
  const planes = pack(placeOf({ width: 4, height: 3 }, NETWORK));
  for (let at = 0; at < planes.length; at += PLANES) {
    expect([...planes.subarray(at, at + PLANES)].map((value) => value.toFixed(3))).toEqual(
      [0.2, 0.2, 0.2, GREY, GREY, GREY, 0, 0].map((value) => value.toFixed(3)),
    );
  }
});

test('the difference from the room is halved around grey, and only where the room was seen', () => {
  const place = placeOf({ width: 4, height: 3 }, NETWORK);
  const brighter = pack(place, remembered(50, 152));
  expect(brighter[3]).toBeCloseTo(GREY + 0.2, 5);
  expect(brighter[6]).toBe(1);
  const unseen = pack(place, remembered(50, 152, 0.1));
  expect(unseen[3]).toBeCloseTo(GREY, 5);
  expect(unseen[6]).toBe(0);
});

test('for the room as picture, the difference has the opposite sign', () => {
  const place = placeOf({ width: 4, height: 3 }, NETWORK);
  const into = new Float32Array(NETWORK.width * NETWORK.height * PLANES).fill(9);
  packRoomPlanes(remembered(51, 153), place, NETWORK, into);
  const middle = (12 * NETWORK.width + 16) * PLANES;
  const wanted = [0.2, 0.2, 0.2, GREY - 0.2, GREY - 0.2, GREY - 0.2, 1, 0];
  wanted.forEach((value, plane) => expect(into[middle + plane]).toBeCloseTo(value, 5));
  packRoomPlanes(remembered(51, 153, 0.1), place, NETWORK, into);
  expect(into[middle]).toBeCloseTo(0.6, 5); // nothing is remembered, so it is the frame's colour
  expect(into[middle + 3]).toBeCloseTo(GREY, 5);
});

test('the bars count as unknown', () => {
  const planes = pack(placeOf({ width: 16, height: 9 }, NETWORK), remembered(50, 152));
  const at = (x: number, y: number) => (y * NETWORK.width + x) * PLANES;
  expect(planes[at(5, 0) + 6]).toBe(0);
  expect(planes[at(5, 0) + 3]).toBeCloseTo(GREY, 5);
  expect(planes[at(5, 12) + 6]).toBe(1);
});

test('a mask survives packing and unpacking, without the bars', () => {
  const place = placeOf({ width: 16, height: 9 }, NETWORK);
  const mask = { data: new Uint8Array(place.width * place.height), ...place };
  mask.data.forEach((_, i) => (mask.data[i] = (7 * i) % 256));
  const into = new Float32Array(NETWORK.width * NETWORK.height * PLANES);
  packPlanes(picture(0), place, undefined, mask, into);
  const output = Float32Array.from(
    { length: NETWORK.width * NETWORK.height },
    (_, i) => into[i * PLANES + 7]!,
  );
  const back = unpackMask(output, place, NETWORK.width);
  expect(back.width).toBe(32);
  expect(back.height).toBe(18);
  expect([...back.data]).toEqual([...mask.data]);
});
