// The fills' figures come from Python and are added to the page's own.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CaseResult } from '../../src/evaluate/messages.ts';
import { measureFeatures, withFeatures, type FillFeatures } from './fill-features.ts';

let out: string;

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'vanish-features-'));
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});

afterEach(() => {
  rmSync(out, { recursive: true });
  vi.restoreAllMocks();
});

function result(name: string, kind: CaseResult['kind'] = 'pair'): CaseResult {
  const common = { mask: 'given', output: 'output.png', milliseconds: { run: 1 } } as const;
  return { name, kind, width: 4, height: 3, metrics: { psnrHole: 20 }, ...common };
}

function row(name: string, feature: number, more: object = {}) {
  const places = { fill: 'Vanish', hole: "page's hole", over: "page's hole", size: '256 px' };
  return { case: name, ...places, feature, featureShare: feature / 2, ofTruth: 0.5, ...more };
}

const FOUND: FillFeatures = {
  table: [],
  rows: [
    row('a', 9, { size: 'own pixels' }),
    row('a', 8, { over: "case's mask" }),
    row('a', 7, { fill: 'Telea' }),
    row('a', 1),
    row('b', 2, { ofTruth: null }),
  ],
  leftOut: [],
};

/** A fake Python that records its arguments and answers like this. */
function measurer(answer: (args: string[]) => number) {
  const lines: string[] = [];
  const start = (_program: string, args: string[]) => {
    lines.push(args.join(' '));
    return answer(args);
  };
  return { lines, python: () => 'python', start };
}

test('only the pairs of this evaluation are measured', () => {
  const asked = measurer(() => {
    writeFileSync(join(out, 'features.json'), JSON.stringify(FOUND));
    return 0;
  });
  const results = [result('a'), result('-b'), result('c', 'image'), result('d', 'clip')];
  expect(measureFeatures('cases', out, results, asked)).toEqual(FOUND);
  expect(asked.lines).toEqual([`-m vanish measure --cases cases --out ${out} --only=a --only=-b`]);
});

test('without a pair, Python is not even looked for', () => {
  const python = () => {
    throw new Error('looked for');
  };
  const asked = { python, start: () => 0 };
  expect(measureFeatures('cases', out, [result('c', 'image')], asked)).toBeUndefined();
});

test('a file from an earlier run does not count as an answer', () => {
  writeFileSync(join(out, 'features.json'), JSON.stringify(FOUND));
  expect(() =>
    measureFeatures(
      'cases',
      out,
      [result('a')],
      measurer(() => 0),
    ),
  ).toThrow('ended early');
  writeFileSync(join(out, 'features.json'), JSON.stringify(FOUND));
  measureFeatures('cases', out, [], { python: () => '', start: () => 0 });
  expect(existsSync(join(out, 'features.json'))).toBe(false);
});

test('a failing or missing Python is reported', () => {
  const failing = measurer(() => 1);
  expect(() => measureFeatures('cases', out, [result('a')], failing)).toThrow('ended early');
  const python = () => {
    throw new Error('Python was not found.');
  };
  const missing = { python, start: () => 0 };
  expect(() => measureFeatures('cases', out, [result('a')], missing)).toThrow('not found');
});

test("the output's figures in the page's hole join the metrics, and all rows are listed", () => {
  const [a, b, c] = withFeatures([result('a'), result('b'), result('c')], FOUND);
  expect(a?.metrics).toEqual({
    psnrHole: 20,
    featureHole: 1,
    featureOfTelea: 0.5,
    sharpnessOfTruth: 0.5,
  });
  expect(a?.fills).toHaveLength(4);
  expect(a?.fills?.[0]).not.toHaveProperty('case');
  expect(b?.metrics).toEqual({ psnrHole: 20, featureHole: 2, featureOfTelea: 1 });
  expect(c).toEqual(result('c'));
});
