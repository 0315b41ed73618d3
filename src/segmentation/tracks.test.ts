// Whether people keep their identity in synthetic scenes with exact truth.
import { expect, test } from 'vitest';
import { keepIdentity } from './test-meetings.ts';

const SCENES = 100;

test(`two people who meet keep their identity in 95 % of ${SCENES} synthetic scenes`, () => {
  let kept = 0;
  for (let seed = 1; seed <= SCENES; seed++) if (keepIdentity(seed)) kept++;
  expect(kept).toBeGreaterThanOrEqual(0.95 * SCENES);
}, 300_000);
