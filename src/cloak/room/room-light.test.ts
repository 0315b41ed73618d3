import { expect, test } from 'vitest';
import { coloursOf, ROOM, roomPicture, type RoomOptions } from '../../frame/test-room.ts';
import { SAME_LIGHT } from './light.ts';
import { createRoomLight } from './room-light.ts';

const { width, height } = ROOM;
const FRAME = 1 / 30; // s
const colour = coloursOf(roomPicture({ seed: 5 }));
const weights = new Float32Array(width * height).fill(1);

function following() {
  const light = createRoomLight(width, height);
  const follow = (options: RoomOptions, frames = 1) => {
    let followed = { isSudden: false, isFar: false };
    for (let i = 0; i < frames; i++) {
      const picture = roomPicture({ seed: 20 + i, ...options });
      followed = light.follow(colour, picture, { weights }, () => {}, FRAME);
      light.match(colour, picture);
    }
    return followed;
  };
  /** Mean absolute difference between frame and matched plate, 0..255. */
  const difference = () =>
    light.residual.reduce((sum, value) => sum + Math.abs(value), 0) / light.residual.length;
  return { light, follow, difference };
}

test('in the same light nothing changes', () => {
  const { light, follow, difference } = following();
  expect(follow({}, 3)).toEqual({ isSudden: false, isFar: false });
  expect(light.even!.gain[1]).toBeCloseTo(1, 1);
  expect(difference()).toBeLessThan(3); // the noise of two pictures
});

test('a lamp that is switched off is followed at once, and counts as far from the plate’s light', () => {
  const { light, follow, difference } = following();
  follow({}, 3);
  expect(follow({ light: (value) => 0.5 * value })).toEqual({ isSudden: false, isFar: true });
  expect(difference()).toBeLessThan(3);
  light.reset();
  expect(light.even).toBe(SAME_LIGHT);
});

test('light that changes unevenly is sudden', () => {
  const { follow } = following();
  follow({}, 3);
  const uneven = (value: number, _channel: number, x: number) => value * (0.2 + (1.2 * x) / width);
  expect(follow({ light: uneven }).isSudden).toBe(true);
});

test('a small change is followed slowly', () => {
  const { light, follow } = following();
  follow({}, 3);
  const before = light.even!.gain[1] * 120 + light.even!.offset[1];
  follow({ light: (value) => value + 2 });
  const after = light.even!.gain[1] * 120 + light.even!.offset[1];
  expect(after - before).toBeGreaterThan(0.3);
  expect(after - before).toBeLessThan(1.7);
});

test('the light is unknown before the first frame and in another room', () => {
  const { light, follow } = following();
  expect([light.even, light.now.light]).toEqual([undefined, SAME_LIGHT]);
  follow({ light: (value) => 0.8 * value });
  light.forget();
  expect(light.even).toBeUndefined();
});
