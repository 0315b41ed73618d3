// The bench as users run it in their own browser.
import { readFileSync } from 'node:fs';
import type { BenchReport, FromBench, ToBench } from '../../src/bench/messages.ts';
import { named } from './clip-steps.ts';
import { expectNoViolations } from './no-violations.ts';
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

/** Its workers answer at once: one case fails, and all others take 1.25 s a frame. */
function answerAtOnce(): void {
  class AnsweringWorker {
    onmessage?: (event: { data: FromBench }) => void;
    terminate() {}
    postMessage(asked: ToBench) {
      const isFailed = asked.kind === 'case' && asked.case.tier === 'webgl';
      const round = { start: 1, frames: [1250], latencies: [], stages: [], generated: 0 };
      const data: FromBench = isFailed
        ? { kind: 'failed', sentence: 'The picture stayed black.' }
        : { kind: 'done', round: { ...round, draws: [], readBacks: [] } };
      setTimeout(() => this.onmessage?.({ data }));
    }
  }
  Object.assign(window, { Worker: AnsweringWorker });
}

test('the bench is in German if German was chosen on the main page', async ({ page }) => {
  await page.addInitScript(answerAtOnce);
  await page.addInitScript(() => localStorage.setItem('vanish-choices', '{"language":"de"}'));
  await page.goto('/bench.html');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page).toHaveTitle('Vanish: Wie schnell läuft es hier?');
  await expectNoViolations(page, 'before the measurement');
  await named(page, 'Messen, zwei Minuten').click();
  await expect(named(page, 'Als JSON speichern')).toBeVisible();
  const row = page.getByRole('row', { name: 'guided-lite auf wasm, 640x480, mit gemerktem Raum' });
  await expect(row.getByRole('cell')).toHaveText(['0,8', '1.250,0', '1.250,0']);
  await expect(
    page.getByText(
      'Nicht gemessen wurde guided-lite auf webgl, 640x480, mit gemerktem Raum: Das Bild blieb schwarz.',
    ),
  ).toBeVisible();
  await expectNoViolations(page, 'the figures');
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
