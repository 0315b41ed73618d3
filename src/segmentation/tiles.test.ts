import { expect, test } from 'vitest';
import { mergeMasks, tilesOf } from './tiles.ts';

test.each([
  [640, 480, 256, 192],
  [1280, 720, 256, 144],
  [720, 1280, 144, 256],
  [200, 150, 200, 150],
])('%ix%i is shown as a whole', (width, height, maskWidth, maskHeight) => {
  const { tiles, ...mask } = tilesOf(width, height);
  expect(tiles).toHaveLength(1);
  expect(tiles[0]).toMatchObject({ x: 0, y: 0, width, height, at: { x: 0, y: 0 } });
  expect(tiles[0]!.shown).toEqual({ width: maskWidth, height: maskHeight });
  expect(mask).toEqual({ width: maskWidth, height: maskHeight });
});

test.each([
  [1280, 640, 2],
  [860, 360, 3],
  [498, 180, 3],
  [640, 180, 4],
  [2560, 720, 4],
  [180, 640, 4],
  [300, 700, 3],
])('%ix%i is shown in %i parts', (width, height, count) => {
  const { tiles, width: maskWidth, height: maskHeight } = tilesOf(width, height);
  expect(tiles).toHaveLength(count);
  const short = Math.min(width, height);
  for (const { x, y, shown, at, ...tile } of tiles) {
    // No person is squashed, and no part reaches outside.
    expect(Math.max(tile.width, tile.height) / Math.min(tile.width, tile.height)).toBeLessThan(1.4);
    expect(shown.width / shown.height).toBeCloseTo(tile.width / tile.height, 1);
    expect(x + tile.width).toBeLessThanOrEqual(width + 1);
    expect(y + tile.height).toBeLessThanOrEqual(height + 1);
    expect(at.x + shown.width).toBeLessThanOrEqual(maskWidth);
    expect(at.y + shown.height).toBeLessThanOrEqual(maskHeight);
  }
  // A person half as wide as the picture is high is entirely in one of them.
  for (let place = 0; place + short / 2 <= Math.max(width, height); place += short / 20) {
    const isWhole = tiles.some((tile) => {
      const [start, length] = width > height ? [tile.x, tile.width] : [tile.y, tile.height];
      return start <= place + 1 && start + length >= place + short / 2 - 1;
    });
    expect(isWhole).toBe(true);
  }
});

test('a narrow strip is shown in at most 12 parts', () => {
  expect(tilesOf(7000, 100).tiles).toHaveLength(12);
});

test('the masks of the parts are merged, with the larger value where two overlap', () => {
  const tiles = tilesOf(640, 180);
  const masks = tiles.tiles.map(({ shown }, i) => ({
    ...shown,
    data: new Uint8Array(shown.width * shown.height).fill(50 * (i + 1)),
  }));
  const { data, width, height } = mergeMasks(tiles, masks);
  expect([width, height]).toEqual([tiles.width, tiles.height]);
  expect(data[0]).toBe(50);
  expect(data.at(-1)).toBe(200);
  expect(data.includes(0)).toBe(false);
  expect(data[tiles.tiles[1]!.at.x]).toBe(100);
});
