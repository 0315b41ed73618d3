import { describe, expect, test } from 'vitest';
import { fitLight, type Light } from './light.ts';
import { coloursOf, createRandom, ROOM, roomPicture } from '../../frame/test-room.ts';

const PIXELS = ROOM.width * ROOM.height;
const everywhere = new Float32Array(PIXELS).fill(1);
const plate = coloursOf(roomPicture({ seed: 7 }));

/** The fit applied to a value of a channel. */
const apply = ({ gain, offset }: Light, value: number, channel: number) =>
  gain[channel]! * value + offset[channel]!;

function expectLight(light: Light, wanted: (value: number, channel: number) => number, within = 1) {
  for (const value of [70, 110, 150]) {
    for (const channel of [0, 1, 2]) {
      const error = apply(light, value, channel) - wanted(value, channel);
      expect(Math.abs(error)).toBeLessThan(within);
    }
  }
}

describe('the fit finds the light', () => {
  test.each([
    ['the same', (value: number) => value],
    ['brighter', (value: number) => 1.4 * value + 4],
    ['darker', (value: number) => 0.6 * value - 3],
    ['warmer', (value: number, channel: number) => [1.2, 1, 0.8][channel]! * value],
  ])('%s', (_name, light) => {
    const fit = fitLight(plate, roomPicture({ light }).data, everywhere)!;
    expectLight(fit.light, light);
    expect(fit.inlierShare).toBeGreaterThan(0.95);
  });

  test('with 30 % of the room covered', () => {
    const random = createRandom(5);
    const light = (value: number) => 1.2 * value;
    const paint = (x: number) =>
      x < 48 ? ([200 * random(), 90, 150 * random()] as const) : undefined;
    const fit = fitLight(plate, roomPicture({ light, paint }).data, everywhere)!;
    expectLight(fit.light, light, 2);
    expect(fit.inlierShare).toBeLessThan(0.75);
  });

  test('where highlights are clipped', () => {
    const light = (value: number) => 1.9 * value;
    const fit = fitLight(plate, roomPicture({ light }).data, everywhere)!;
    expect(apply(fit.light, 100, 0)).toBeCloseTo(190, -0.5);
  });

  test('as a gain alone on a grey wall', () => {
    const grey = new Float32Array(3 * PIXELS).fill(100);
    const paint = () => [100, 100, 100] as const;
    const data = roomPicture({ paint, light: (value) => 1.3 * value }).data;
    const { light } = fitLight(grey, data, everywhere)!;
    expectLight(light, (value) => 1.3 * value, 4);
  });
});

test('noise does not make it jitter', () => {
  const values = Array.from({ length: 20 }, (_, seed) => {
    const fit = fitLight(plate, roomPicture({ noise: 2, seed: seed + 10 }).data, everywhere)!;
    return apply(fit.light, 128, 1);
  });
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  const deviation = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length,
  );
  expect(deviation).toBeLessThan(0.2);
});

test('with too few usable pixels there is no fit', () => {
  const few = everywhere.map((_, pixel) => (pixel < 30 ? 1 : 0));
  expect(fitLight(plate, roomPicture().data, few)).toBeUndefined();
});
