import { expect, test } from 'vitest';
import { coloursOf, ROOM, roomPicture, type RoomOptions } from '../../frame/test-room.ts';
import { STILL } from '../../frame/motion.ts';
import { createComparison } from './comparison.ts';
import { createPlateMap } from './plate-map.ts';

const { width, height } = ROOM;
const everywhere = (_pixel: number) => true;

/** A plate that knows the room, compared with a frame of it. */
function compared(options: RoomOptions, isBeside = everywhere, known = roomPicture({ seed: 5 })) {
  const plate = createPlateMap(width, height);
  const colour = coloursOf(known);
  plate.restore({ colour, confidence: new Float32Array(width * height).fill(1) });
  const comparison = createComparison(width, height);
  const picture = roomPicture(options);
  const visible = comparison.take(picture, plate, isBeside);
  return { plate, comparison, picture, visible };
}

test('only pixels that are both known and visible are compared', () => {
  const { comparison, visible } = compared({}, (pixel) => pixel % 2 === 0);
  expect(visible).toBeCloseTo(0.5);
  expect([comparison.weights[0], comparison.weights[1]]).toEqual([1, 0]);
  const unknown = createComparison(width, height);
  expect(unknown.take(roomPicture(), createPlateMap(width, height), everywhere)).toBe(0);
});

test('a still camera has no motion, one that was moved has', () => {
  expect(compared({}).comparison.findMotion()).toBe(STILL);
  const { x, y } = compared({
    motion: { x: 3, y: -2, angle: 0, scale: 1 },
  }).comparison.findMotion();
  expect([x, y].map(Math.round)).toEqual([3, -2]);
});

test('another room is distinguished from the same one in different light or with a person in front', () => {
  const say = (options: RoomOptions) => {
    const { comparison, picture, plate } = compared(options);
    return comparison.showsAnotherRoom(picture, plate, undefined);
  };
  expect(say({})).toBe(false);
  expect(say({ light: (value) => 0.5 * value + 20 })).toBe(false);
  expect(say({ paint: (x) => (x < 30 ? [200, 30, 90] : undefined) })).toBe(false);
  expect(say({ motion: { x: 70, y: 55, angle: 1, scale: 1 } })).toBe(true);
});

test('a patterned thing in front of a plain wall is not another room', () => {
  const wall = [120, 110, 100] as const;
  const isThing = (x: number, y: number) => Math.hypot(x - 80, y - 60) < 45; // a third of the picture
  const stripes = (x: number) => (x % 8 < 4 ? ([40, 40, 40] as const) : ([220, 220, 220] as const));
  const { comparison, picture, plate } = compared(
    { paint: (x, y) => (isThing(x, y) ? stripes(x) : wall) },
    everywhere,
    roomPicture({ seed: 5, paint: () => wall }),
  );
  expect(comparison.hasOtherPatterns()).toBe(true);
  expect(comparison.showsAnotherRoom(picture, plate, undefined)).toBe(false);
});

test('clipped pixels get no weight for the light, and pixels near a person only a little', () => {
  const { comparison, picture } = compared({
    paint: (x) => (x > 150 ? [255, 255, 255] : undefined),
  });
  const distance = Float32Array.from({ length: width * height }, (_, i) => i % width);
  comparison.weighForLight(picture, distance, 10);
  const [near, far, clipped] = [12, 100, 155].map((x) => comparison.weights[60 * width + x]!);
  expect([near, far, clipped]).toEqual([expect.closeTo(0.0625), 1, 0]);
});
