import { expect, test } from 'vitest';
import { moreThanHalf, ringAround, ringRadius } from './regions.ts';

const WIDTH = 64; // the ring is 2.4 px wide
const HEIGHT = 16;

function frameWith(pixels: Record<string, number>): Uint8Array {
  const alpha = new Uint8Array(WIDTH * HEIGHT);
  for (const [place, value] of Object.entries(pixels)) {
    const [x, y] = place.split(',').map(Number);
    alpha[y! * WIDTH + x!] = value;
  }
  return alpha;
}

/** The selected pixels as "x,y", in reading order. */
function places(region: Uint8Array): string[] {
  return [...region].flatMap((chosen, pixel) =>
    chosen ? [`${pixel % WIDTH},${Math.floor(pixel / WIDTH)}`] : [],
  );
}

test('the ring is 24 px wide at a width of 640, and grows with the frame', () => {
  expect(ringRadius(640)).toBe(24);
  expect(ringRadius(1280)).toBe(48);
});

test('a pixel belongs to the hole if more than half of it is covered', () => {
  expect([...moreThanHalf(Uint8Array.of(0, 127, 128, 255))]).toEqual([0, 0, 1, 1]);
});

test('around one pixel the ring is a disc without that pixel', () => {
  const ring = places(ringAround(frameWith({ '10,8': 255 }), WIDTH, HEIGHT));
  const disc: string[] = [];
  for (let y = 6; y <= 10; y++) {
    for (let x = 8; x <= 12; x++) {
      const distance = Math.hypot(x - 10, y - 8);
      if (distance > 0 && distance <= 2.4) disc.push(`${x},${y}`);
    }
  }
  expect(ring).toEqual(disc);
  expect(ring).toHaveLength(20); // 5x5 without the centre and the four corners (2.83 px away)
});

test('the feathered edge belongs to the ring and widens it', () => {
  const ring = places(ringAround(frameWith({ '10,8': 255, '11,8': 20 }), WIDTH, HEIGHT));
  expect(ring).toContain('11,8');
  expect(ring).toContain('13,8');
  expect(ring).not.toContain('14,8');
  expect(ring).not.toContain('7,8');
});

test('the ring ends at the frame and does not wrap round', () => {
  const ring = places(ringAround(frameWith({ '63,0': 255 }), WIDTH, HEIGHT));
  expect(ring).toEqual(['61,0', '62,0', '61,1', '62,1', '63,1', '62,2', '63,2']);
});

test('without a hole there is no ring', () => {
  expect(places(ringAround(frameWith({}), WIDTH, HEIGHT))).toEqual([]);
});
