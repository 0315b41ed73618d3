// Growing the thing that the user points at, in synthetic rooms.
import { expect, test } from 'vitest';
import { ROOM, roomPicture } from '../../frame/test-room.ts';
import { growThing, refineThing } from './grow.ts';
import { alikeness, shapeOf } from './shape.ts';

type Colour = readonly [number, number, number];
const { width, height } = ROOM;

/** A round thing with a colour per place. */
function ball(colour: (x: number, y: number) => Colour, middleX = 90, middleY = 45, radius = 11) {
  const isIn = (x: number, y: number) => Math.hypot(x - middleX, y - middleY) < radius;
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at++) {
    data[at] = isIn(at % width, Math.floor(at / width)) ? 1 : 0;
  }
  const picture = roomPicture({
    noise: 3,
    paint: (x, y) => (isIn(x, y) ? colour(x, y) : undefined),
  });
  return { picture, truth: shapeOf(data, width, height) };
}

test.each<[string, (x: number, y: number) => Colour]>([
  ['of one colour', () => [190, 40, 30]],
  ['in two colours, striped', (x) => (x % 8 < 4 ? [200, 190, 40] : [40, 60, 170])],
  ['shaded from one side', (x) => [60 + 7 * (x - 79), 30 + 2 * (x - 79), 20]],
  ['the wall’s hue, but darker', () => [60, 53, 46]],
])('the whole thing is selected: %s', (_what, colour) => {
  const { picture, truth } = ball(colour);
  const shape = growThing(picture, 92, 46)!;
  expect(alikeness(shape, truth)).toBeGreaterThan(0.8);
});

test('the same for a larger thing, and one at the edge of the picture', () => {
  const large = ball(() => [40, 120, 60], 60, 60, 24);
  expect(alikeness(growThing(large.picture, 62, 55)!, large.truth)).toBeGreaterThan(0.85);
  const cut = ball(() => [40, 60, 160], 152, 100, 14);
  expect(alikeness(growThing(cut.picture, 152, 100)!, cut.truth)).toBeGreaterThan(0.75);
});

test('where nothing stands out, nothing is selected', () => {
  const empty = roomPicture({ noise: 3 });
  expect(growThing(empty, 75, 30)).toBeUndefined();
});

test('a person next to the thing is not included', () => {
  const { picture } = ball(() => [190, 40, 30]);
  const closed = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) closed.fill(1, y * width + 92, (y + 1) * width);
  const shape = growThing(picture, 86, 46, closed)!;
  expect(shape.box.right).toBeLessThanOrEqual(92);
  expect(shape.box.left).toBeLessThan(82);
});

test('the shape of a thing grows as it comes nearer', () => {
  const red = (): Colour => [190, 40, 30];
  const [far, near] = [ball(red, 90, 45, 11), ball(red, 90, 45, 12.5)];
  const shape = refineThing(near.picture, far.truth)!;
  expect(alikeness(shape, near.truth)).toBeGreaterThan(0.9);
});
