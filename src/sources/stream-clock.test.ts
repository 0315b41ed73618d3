import { expect, test } from 'vitest';
import { createStreamClock } from './stream-clock.ts';

const lateness = [9, 30, 2, 14, 5, 40, 2]; // ms, repeated

/** Frames 33 ms apart, taken at `wall`, whose timestamps start anywhere. */
function errors(frames: number, timestampOf: (wall: number) => number): number[] {
  const clock = createStreamClock();
  return Array.from({ length: frames }, (_, i) => {
    const wall = 1_000_000 + 33 * i;
    return clock.toWall(timestampOf(wall), wall + lateness[i % lateness.length]!) - wall;
  });
}

test('smooths out the lateness of single frames', () => {
  const found = errors(100, (wall) => 1000 * (wall - 777)).slice(10);
  for (const error of found) expect(error).toBeCloseTo(2);
});

test.each([1.001, 0.999])('follows a clock that runs at speed %d', (speed) => {
  const found = errors(9000, (wall) => 1000 * speed * (wall - 1_000_000)).slice(10);
  for (const error of found) expect(Math.abs(error - 2)).toBeLessThan(13); // ms after 5 minutes
});

test('a film that restarts continues in wall time', () => {
  const found = errors(100, (wall) => 1000 * ((wall - 1_000_000) % 1650));
  for (const error of found) expect(error).toBeLessThanOrEqual(40);
});

test('a film that paused for a second continues in wall time', () => {
  const found = errors(100, (wall) => 1000 * (wall - (wall > 1_001_650 ? 1000 : 0)));
  for (const error of found) expect(error).toBeLessThanOrEqual(40);
});
