// What every tier must do, whichever browser it runs in.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Catalog } from '../../src/models/catalog.ts';
import type { Tier } from '../../src/tier.ts';
import type { PassesReport, PassesRequest } from '../pages/passes-worker.ts';

const catalog = JSON.parse(readFileSync('models/catalog.json', 'utf8')) as Catalog;
/** The shipped variants except the default, which the pipeline's test runs. */
const SHIPPED = [...catalog.variants, ...(catalog.refiner ? [catalog.refiner] : [])].filter(
  (id) => id !== catalog.default,
);

/** Milliseconds: a software GPU takes up to a minute for one run of a shipped network. */
const IN_SOFTWARE = 400_000;

/** Declares one tier's tests. */
export function testTier(tier: Tier): void {
  test.beforeEach(({ page }) => page.goto('/tests/pages/passes.html').then(() => {}));

  const run = (page: import('@playwright/test').Page, request: PassesRequest) =>
    page.evaluate((what): Promise<PassesReport> => window.runPasses(what), request);

  test(`${tier}: the pipeline gives the golden output, changes only the hole and leaks no tensors`, async ({
    page,
  }) => {
    test.setTimeout(IN_SOFTWARE);
    const report = await run(page, { what: 'pipeline', tier });
    expect(report.golden).toBeLessThan(0.004); // on a scale of 0..1: the golden file's rounding, and float16
    expect(report.holeShare).toBeGreaterThan(0.1);
    expect(report.holeShare).toBeLessThan(0.6);
    expect(report.outsideHole).toBeLessThanOrEqual(1); // grey levels of 255
    expect(report.leakedTensors).toBe(0);
  });

  test(`${tier}: the smooth pre-fill is the same as in training`, async ({ page }) => {
    const { prefill } = await run(page, { what: 'prefill', tier });
    expect(prefill).toBeLessThan(1); // grey level of 255; half of it is the fixture's rounding
  });

  for (const variant of SHIPPED) {
    // A large generator takes a minute in software.
    const tag = tier === 'wasm' || variant === 'refiner' ? [] : '@nightly';
    test(`${tier}: ${variant} gives its golden output`, { tag }, async ({ page }) => {
      test.setTimeout(IN_SOFTWARE);
      const { golden } = await run(page, { what: 'golden', tier, variant });
      expect(golden).toBeLessThan(0.004);
    });
  }
}
