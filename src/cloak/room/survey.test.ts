import { expect, test } from 'vitest';
import { createBounds } from './bounds.ts';
import { GUESSED, SEEN_FROM } from './report.ts';
import { surveyHole } from './survey.ts';

const [WIDTH, HEIGHT] = [4, 2];

test('bounds contain all pixels, and are undefined without any', () => {
  const bounds = createBounds(WIDTH, HEIGHT);
  expect(bounds.rect()).toBeUndefined();
  bounds.add(1);
  bounds.add(6);
  expect(bounds.rect()).toEqual({ x: 0.25, y: 0, width: 0.5, height: 1 });
});

test('each pixel that the hole hides is seen, guessed or unknown', () => {
  const survey = surveyHole({
    hole: Uint8Array.of(1, 1, 2, 0, 0, 0, 0, 0),
    zoned: Uint8Array.of(0, 0, 1, 0, 0, 0, 0, 0),
    zonedPixels: 1,
    confidence: Float32Array.of(
      SEEN_FROM,
      GUESSED,
      0,
      SEEN_FROM,
      SEEN_FROM,
      SEEN_FROM,
      SEEN_FROM,
      0,
    ),
    width: WIDTH,
    height: HEIGHT,
  });
  expect(survey).toEqual({
    unknown: { x: 0.5, y: 0, width: 0.25, height: 0.5 },
    unseen: { x: 0.25, y: 0, width: 0.5, height: 0.5 },
    unseenPixels: 2,
    seenOfHole: 0.5, // the zone hides nobody
    seenOfFrame: 5 / 7,
  });
});

test('with nobody there, there is no hole to survey', () => {
  const nothing = new Uint8Array(WIDTH * HEIGHT);
  const confidence = new Float32Array(WIDTH * HEIGHT).fill(SEEN_FROM);
  const size = { width: WIDTH, height: HEIGHT };
  expect(
    surveyHole({ hole: nothing, zoned: nothing, zonedPixels: 0, confidence, ...size }),
  ).toEqual({
    unknown: undefined,
    unseen: undefined,
    unseenPixels: 0,
    seenOfHole: undefined,
    seenOfFrame: 1,
  });
});
