// Where the hole is, and which part of the frame the generator sees.
import { describe, expect, test } from 'vitest';
import type { PersonMask } from './person-mask.ts';
import cropCases from './crop-cases.json' with { type: 'json' };
import { chooseCrop, holeSize, MARGIN, personBounds, type Rect } from './geometry.ts';

function maskWith(left: number, top: number, right: number, bottom: number): PersonMask {
  const [width, height] = [100, 50];
  const data = new Uint8Array(width * height);
  for (let y = top; y < bottom; y++) data.fill(255, y * width + left, y * width + right);
  return { data, width, height };
}

describe('personBounds', () => {
  test('contain the person closely', () => {
    const found = personBounds(maskWith(20, 10, 60, 40))!;
    expect(found.x).toBeCloseTo(0.2, 5);
    expect(found.y).toBeCloseTo(0.2, 5);
    expect(found.x + found.width).toBeCloseTo(0.6, 5);
    expect(found.y + found.height).toBeCloseTo(0.8, 5);
  });

  test('end at the frame', () => {
    const found = personBounds(maskWith(0, 0, 100, 50))!;
    expect(found).toEqual({ x: 0, y: 0, width: 1, height: 1 });
  });

  test('are undefined for an empty or very unsure mask', () => {
    expect(personBounds(maskWith(0, 0, 0, 0))).toBeUndefined();
    const doubt = { data: new Uint8Array(5000).fill(30), width: 100, height: 50 };
    expect(personBounds(doubt)).toBeUndefined();
  });
});

describe('chooseCrop', () => {
  const [width, height] = [640, 480];
  const person: Rect = { x: 0.4, y: 0.4, width: 0.2, height: 0.4 };

  test.each(cropCases.cases)('is the same as in training for $person', ({ person, crop }) => {
    const [frameWidth, frameHeight] = cropCases.frame as [number, number];
    const [x, y, across, down] = person as [number, number, number, number];
    const found = chooseCrop(
      {
        x: x / frameWidth,
        y: y / frameHeight,
        width: across / frameWidth,
        height: down / frameHeight,
      },
      frameWidth,
      frameHeight,
      1,
    );
    const pixels = [found.x, found.y, found.width, found.height].map(
      (share, i) => share * (i % 2 ? frameHeight : frameWidth),
    );
    for (const [i, wanted] of crop.entries())
      expect(Math.abs(pixels[i]! - wanted), `of ${pixels}`).toBeLessThanOrEqual(1);
  });

  test('is square in pixels and contains the person with space on all sides', () => {
    const crop = chooseCrop(person, width, height, 1);
    expect(crop.width * width).toBeCloseTo(crop.height * height, 5);
    expect(crop.x).toBeLessThan(person.x - 0.02);
    expect(crop.y).toBeLessThan(person.y - 0.02);
    expect(crop.x + crop.width).toBeGreaterThan(person.x + person.width + 0.02);
    expect(crop.y + crop.height).toBeGreaterThan(person.y + person.height + 0.02);
  });

  test.each([1.5, 2 / 3])('has the shape of the generator’s input: %f', (aspect) => {
    const small = { ...person, height: 0.2 };
    const crop = chooseCrop(small, width, height, aspect);
    expect((crop.width * width) / (crop.height * height)).toBeCloseTo(aspect, 5);
    expect(crop.x).toBeLessThan(small.x - 0.02);
    expect(crop.y).toBeLessThan(small.y - 0.02);
    expect(crop.x + crop.width).toBeGreaterThan(small.x + small.width + 0.02);
    expect(crop.y + crop.height).toBeGreaterThan(small.y + small.height + 0.02);
  });

  test('stays inside the frame, and is the whole frame for a person who fills it', () => {
    const corner = chooseCrop({ x: 0.9, y: 0.7, width: 0.1, height: 0.3 }, width, height, 1);
    expect(corner.x + corner.width).toBeCloseTo(1, 5);
    expect(corner.y + corner.height).toBeCloseTo(1, 5);
    const whole = chooseCrop({ x: 0, y: 0, width: 1, height: 1 }, width, height, 1);
    expect(whole).toEqual({ x: 0, y: 0, width: 1, height: 1 });
  });

  test('is kept while the person moves a little, and moves when the person leaves it', () => {
    const crop = chooseCrop(person, width, height, 1);
    const nearby = { ...person, x: person.x + 0.02 };
    expect(chooseCrop(nearby, width, height, 1, crop)).toBe(crop);
    const away = { ...person, x: 0.75 };
    expect(chooseCrop(away, width, height, 1, crop)).not.toBe(crop);
  });

  test('shrinks again when a large crop is no longer needed', () => {
    const large = { x: 0, y: 0, width: 1, height: 1 };
    expect(chooseCrop({ ...person, height: 0.2 }, width, height, 1, large)).not.toBe(large);
  });
});

test('the hole keeps the aspect of the frame', () => {
  expect(holeSize(1920, 1080)).toMatchObject({ width: 320, height: 180 });
  expect(holeSize(480, 640)).toMatchObject({ width: 240, height: 320 });
});

test('with a wider margin the hole grows, and learning starts further away', () => {
  const usual = holeSize(1280, 720);
  const wide = holeSize(1280, 720, MARGIN.most);
  expect(usual.growth).toBe(3);
  expect(wide).toEqual({ ...usual, growth: 19 }); // px of 320; `apart` is measured from the grown mask
  const person = { x: 0.4, y: 0.3, width: 0.2, height: 0.5 };
  const crops = [MARGIN.least, MARGIN.most].map((m) =>
    chooseCrop(person, 1280, 720, 1, undefined, m),
  );
  expect(crops[1]!.height).toBeGreaterThan(crops[0]!.height);
});
