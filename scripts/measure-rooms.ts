// `npx tsx scripts/measure-rooms.ts [OUT] [--tier TIER] [--scenario NAME]`: runs synthetic rooms with exact truth
// (tests/lib/made-room.ts) through the pipeline, in a real browser. Prints a table; with OUT it writes a sheet of
// pictures per scenario: input, output, truth, confidence.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import type { Tier } from '../src/tier.ts';
import { EVENT, FRAMES_PER_SECOND, SCENARIOS } from '../tests/lib/made-room.ts';
import type { RoomsReport } from '../tests/pages/rooms-worker.ts';
import { BASE_FLAGS, findBrowser, SOFTWARE_WEBGPU_FLAGS } from './lib/browser.ts';
import { serveBuiltPage } from './lib/built-page.ts';
import { failWith } from './lib/run.ts';

const [WIDTH, HEIGHT] = [640, 480];
/** dB from which the seen part of the hole counts as right. */
const GOOD = 30;
const SHOWN = [10, 20, 29, 31, 33, 40, 50, 62];

async function measure(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { tier: { type: 'string', default: 'wasm' }, scenario: { type: 'string' } },
    allowPositionals: true,
  });
  const out = positionals[0] && resolve(positionals[0]);
  if (out) mkdirSync(out, { recursive: true });
  const scenarios = SCENARIOS.filter((name) => !values.scenario || name === values.scenario);
  if (scenarios.length === 0) {
    throw new Error(`There is no scenario "${values.scenario}": ${SCENARIOS.join(', ')}.`);
  }
  const server = await serveBuiltPage('rooms', { hasTestPages: true });
  const args = values.tier === 'webgpu' ? SOFTWARE_WEBGPU_FLAGS : [];
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: [...BASE_FLAGS, ...args],
  });
  try {
    const page = await browser.newPage();
    await page.goto(server.addressOf('tests/pages/rooms.html'));
    console.log(
      '| scenario | seen, dB (worst) | from 2 s after the event | 30 dB again after | residue | flicker | generator |',
    );
    console.log('| --- | --- | --- | --- | --- | --- | --- |');
    for (const scenario of scenarios) {
      const request = {
        scenario,
        tier: values.tier as Tier,
        width: WIDTH,
        height: HEIGHT,
        keep: SHOWN,
      };
      const { report, sheet } = await page.evaluate(async (asked) => {
        const measured = await window.runRoom(asked);
        return { report: { ...measured, kept: [] }, sheet: sheetOf(measured) };

        function sheetOf({ kept }: typeof measured): string {
          const { width, height } = asked;
          const canvas = document.createElement('canvas');
          canvas.width = (kept.length * width) / 2;
          canvas.height = 2 * height;
          const context = canvas.getContext('2d')!;
          const single = new OffscreenCanvas(width, height);
          const one = single.getContext('2d')!;
          kept.forEach(({ pictures }, column) =>
            pictures.forEach((data, row) => {
              const pixels = new ImageData(new Uint8ClampedArray(data), width, height);
              one.putImageData(pixels, 0, 0);
              const [w, h] = [width / 2, height / 2];
              context.drawImage(single, column * w, row * h, w, h);
            }),
          );
          return canvas.toDataURL('image/png');
        }
      }, request);
      if (out) {
        writeFileSync(join(out, `${scenario}.png`), Buffer.from(sheet.split(',')[1]!, 'base64'));
        writeFileSync(join(out, `${scenario}.json`), JSON.stringify(report, null, 1));
      }
      console.log(row(scenario, report));
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

function row(scenario: string, { frames, flicker, notices }: RoomsReport): string {
  const defined = (values: (number | undefined)[]) =>
    values.filter((value): value is number => value !== undefined);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const text = (value: number, digits = 1) =>
    Number.isFinite(value) ? value.toFixed(digits) : '-';
  const seen = defined(frames.map(({ psnrSeen }) => psnrSeen));
  const after = defined(
    frames.slice(EVENT + FRAMES_PER_SECOND * 2).map(({ psnrSeen }) => psnrSeen),
  );
  const worse = frames.findLastIndex(({ psnrSeen }, i) => i >= EVENT && (psnrSeen ?? 100) < GOOD);
  const back = worse < 0 ? 0 : (worse + 1 - EVENT) / FRAMES_PER_SECOND;
  const residues = defined(frames.map(({ residue }) => residue));
  const ran = frames.filter(({ generated }) => generated).length / frames.length;
  return `| ${[
    `${scenario}${notices.length > 0 ? ' (forgot)' : ''}`,
    `${text(mean(seen))} (${text(Math.min(...seen))})`,
    text(mean(after)),
    `${text(back)} s`,
    `${text(100 * mean(residues), 2)} % (${text(100 * Math.max(...residues))} %)`,
    text(flicker ?? NaN, 2),
    `${text(100 * ran)} %`,
  ].join(' | ')} |`;
}

measure().catch(failWith);
