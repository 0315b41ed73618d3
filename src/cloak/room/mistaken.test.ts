// Where the plate took a person for the room, it forgets, and nowhere else.
import { expect, test } from 'vitest';
import { ROOM, roomPicture } from '../../frame/test-room.ts';
import { createWatch } from './watch.ts';

const { width, height } = ROOM;
const inside = (i: number) => {
  const [x, y] = [i % width, Math.floor(i / width)];
  return x >= 60 && x < 70 && y >= 40 && y < 70;
};
const far = (i: number) => i % width < 50;

test('the room is forgotten where it shows a person, and a fill is requested', () => {
  const watch = createWatch(width, height, 4);
  const picture = roomPicture();
  const nobody = { data: new Uint8Array(width * height), width, height };
  for (let i = 0; i < 5; i++) watch.run(picture, nobody, 0.1, false);
  const mistaken = nobody.data.map((_, i) => (inside(i) ? 1 : 0));
  const somebody = { ...nobody, data: mistaken.map((is) => 255 * is) };
  const view = watch.run(picture, somebody, 0.1, false, { mistaken });
  const { confidence } = watch.remembered()!;
  expect(confidence.every((sure, i) => !inside(i) || sure === 0)).toBe(true);
  expect(confidence.every((sure, i) => !far(i) || sure > 0)).toBe(true);
  expect(view.forgetIn?.length).toBeGreaterThan(0);
  expect(view.unknown).toBeDefined();
});
