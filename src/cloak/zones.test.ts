// Zones as shapes, as a map, and moved with the camera.
import { expect, test } from 'vitest';
import { createZoneMap, hideZones, moveZones, type Zone } from './zones.ts';

const SIZE = [160, 120] as const;
const AREA: Zone = {
  kind: 'area',
  places: [
    [0.25, 0.25],
    [0.5, 0.25],
    [0.5, 0.5],
    [0.25, 0.5],
  ],
  radius: 0,
};
const STROKE: Zone = {
  kind: 'stroke',
  places: [
    [0.1, 0.8],
    [0.9, 0.8],
  ],
  radius: 0.05,
};

const rows = (zones: readonly Zone[]) => {
  const { data, width, height } = createZoneMap(zones, ...SIZE);
  return Array.from({ length: height }, (_, y) => [...data.slice(y * width, (y + 1) * width)]);
};

test('an area contains what is inside its corners, and one pixel around it', () => {
  const map = rows([AREA]);
  const inside = (x: number, y: number) => x >= 40 && x < 80 && y >= 30 && y < 60;
  const near = (x: number, y: number) => x >= 38 && x < 82 && y >= 28 && y < 62;
  map.forEach((row, y) =>
    row.forEach((is, x) => {
      if (inside(x, y)) expect(is).toBe(1);
      if (!near(x, y)) expect(is).toBe(0);
    }),
  );
});

test('a stroke is as wide as its brush', () => {
  const map = rows([STROKE]);
  const column = map.map((row) => row[80]);
  expect(column.filter(Boolean)).toHaveLength(2 * (8 + 1)); // 5 % of 160 px, and one on each side
  expect(map[96]![16 - 8]).toBe(1); // its round end
  expect(map[96]![16 - 12]).toBe(0);
});

test('the map has bounds, and is empty without zones', () => {
  const { bounds, count } = createZoneMap([AREA], ...SIZE);
  expect(bounds!.x).toBeCloseTo(0.25, 1);
  expect(bounds!.width).toBeCloseTo(0.25, 1);
  expect(count).toBeGreaterThanOrEqual(40 * 30);
  expect(createZoneMap([], ...SIZE)).toMatchObject({ bounds: undefined, count: 0 });
  const { data } = hideZones(createZoneMap([AREA], ...SIZE));
  expect([...data.slice(2 * (45 * 160 + 60), 2 * (45 * 160 + 60) + 2)]).toEqual([255, 255]);
  expect(data[2 * (100 * 160 + 60)]).toBe(0);
});

test('zones follow a camera that moves, turns and zooms', () => {
  const shifted = moveZones([AREA], { x: 16, y: -12, angle: 0, scale: 1 }, ...SIZE);
  expect(shifted[0]!.places[0]![0]).toBeCloseTo(0.35);
  expect(shifted[0]!.places[0]![1]).toBeCloseTo(0.15);
  const [turned] = moveZones([AREA], { x: 0, y: 0, angle: Math.PI, scale: 2 }, ...SIZE);
  expect(turned!.places[0]![0]).toBeCloseTo(1);
  expect(turned!.places[0]![1]).toBeCloseTo(1);
  expect(moveZones([STROKE], { x: 0, y: 0, angle: 0, scale: 1.5 }, ...SIZE)[0]!.radius).toBeCloseTo(
    0.075,
  );
  const still = [AREA];
  expect(moveZones(still, { x: 0, y: 0, angle: 0, scale: 1 }, ...SIZE)).toBe(still);
});
