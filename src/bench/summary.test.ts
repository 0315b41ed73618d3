import { expect, test } from 'vitest';
import { caseFigures, figuresOf, percentile } from './summary.ts';

test('percentiles are measured values', () => {
  const values = [50, 10, 40, 20, 30];
  expect(percentile(values, 0.5)).toBe(30);
  expect(percentile(values, 0.95)).toBe(50);
  expect(percentile([7], 0.5)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
});

test('the rate covers all frames, including slow ones', () => {
  expect(figuresOf([10, 10, 10, 70])).toEqual({ framesPerSecond: 40, p50: 10, p95: 70 });
});

test('rounds are combined: every frame counts, and a stage only where it ran', () => {
  const measured = { tier: 'wasm', variant: 'x', width: 4, height: 2, plate: true } as const;
  const figures = caseFigures(measured, [
    {
      start: 900,
      frames: [20, 20],
      latencies: [30, 31],
      stages: [{ segment: 4 }],
      generated: 1,
      draws: [9, 9, 9],
      readBacks: [0, 1, 0],
    },
    {
      start: 700,
      frames: [20, 60],
      latencies: [33, 90],
      stages: [{ segment: 6, generate: 30 }],
      generated: 0,
      draws: [9],
      readBacks: [0],
    },
    {
      start: 800,
      frames: [20, 20],
      latencies: [30, 31],
      stages: [{ segment: 8 }],
      generated: 0,
      draws: [9],
      readBacks: [0],
    },
  ]);
  expect(figures).toMatchObject({
    ...measured,
    p50: 20,
    p95: 60,
    frames: 6,
    start: 800,
    latency: 31,
  });
  expect(figures.stages).toEqual({ segment: 6, generate: 30 });
  expect(figures).toMatchObject({ drawsPerFrame: 9, readBacksPerFrame: 0 });
  expect(figures.generatorShare).toBeCloseTo(1 / 6);
});
