// The bench as users run it in their own browser.
import { readFileSync } from 'node:fs';
import type { BenchReport } from '../../src/bench/messages.ts';
import { expect, test } from './open-page.ts';

test(
  'the bench measures the cloak and its peers, and saves the figures as JSON',
  { tag: '@nightly' },
  async ({ page }) => {
    test.setTimeout(600_000);
    await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    await page.goto('/bench.html');
    await page.getByRole('button', { name: /Measure, two minutes/ }).click();
    const save = page.getByRole('button', { name: 'Save as JSON' });
    await expect(save).toBeVisible({ timeout: 500_000 });
    const coming = page.waitForEvent('download');
    await save.click();
    const report = JSON.parse(readFileSync(await (await coming).path(), 'utf8')) as BenchReport;
    expect(report.cases.length).toBeGreaterThan(0);
    for (const one of report.cases) {
      expect(one.framesPerSecond).toBeGreaterThan(0);
      expect(one.p95).toBeGreaterThanOrEqual(one.p50);
      expect(one.stages.compose).toBeGreaterThan(0);
    }
    expect(report.peer?.framesPerSecond).toBeGreaterThan(0);
    await expect(page.getByRole('row')).toHaveCount(1 + report.cases.length + report.peers.length);
  },
);
