// The fill's tone next to shadows, on a plain wall with a hole.
import { describe, expect, test } from 'vitest';
import { KNOWN, UNKNOWN, type Picture } from './pictures.ts';
import { meetShadow } from './rim.ts';

type Colour = readonly [number, number, number];
const [WIDTH, HEIGHT] = [320, 180];
const MIDDLE = { x: 160, y: 90 };
const HOLE = 50; // px from the centre to its sides
const WALL: Colour = [180, 160, 140];

/** Depth inside the hole, px; negative outside. */
const depth = (x: number, y: number) =>
  HOLE - Math.max(Math.abs(x - MIDDLE.x), Math.abs(y - MIDDLE.y));

/** @param beside colour by distance from the hole, px */
function wallWithHole(beside: (distance: number) => Colour, fill: Colour) {
  const picture: Picture = {
    data: new Uint8Array(4 * WIDTH * HEIGHT),
    width: WIDTH,
    height: HEIGHT,
  };
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const inside = depth(x + 0.5, y + 0.5);
      const colour = inside > 0 ? fill : beside(-inside);
      picture.data.set([...colour, inside > 0 ? UNKNOWN : KNOWN], 4 * (y * WIDTH + x));
    }
  }
  const made = { ...picture, data: picture.data.slice() };
  meetShadow(made, picture);
  return { made, picture };
}

/** Red in the middle row, at this many px left of the hole's left side. */
const redAt = ({ data }: Picture, left: number) =>
  data[4 * (MIDDLE.y * WIDTH + MIDDLE.x - HOLE - left)]!;

describe('meetShadow', () => {
  const shadow = (distance: number) =>
    WALL.map((value) => value * (1 - 0.3 * Math.exp(-distance / 30))) as unknown as Colour;

  test('a lighter fill starts with the shadow’s tone at the rim, and keeps its own in the middle', () => {
    const { made, picture } = wallWithHole(shadow, WALL);
    expect(redAt(picture, -1) - redAt(picture, 1)).toBeGreaterThan(50); // somebody's outline
    expect(redAt(made, -1) - redAt(made, 1)).toBeLessThan(12);
    expect(redAt(made, -HOLE)).toBeGreaterThan(WALL[0] - 5);
    expect(redAt(made, 1)).toBe(redAt(picture, 1));
    for (let x = 1; x < HOLE; x++) {
      expect(redAt(made, -x - 1) - redAt(made, -x)).toBeLessThan(8); // no new edge instead
    }
  });

  test.each<[string, Colour]>([
    ['of another colour', [60, 90, 160]],
    ['lighter than the fill', [220, 200, 180]],
    ['darker by less than is visible', [174, 155, 135]],
  ])('a surface next to the hole that is %s changes nothing', (_what, beside) => {
    const { made, picture } = wallWithHole(() => beside, WALL);
    expect(made.data).toEqual(picture.data);
  });
});
