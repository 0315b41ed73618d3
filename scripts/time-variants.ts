// `npx tsx scripts/time-variants.ts TIERS FOLDER...`, e.g. `wasm,webgpu models/guided-lite runs/x`: the milliseconds of
// one warm run of each variant in the page, as its self-check measures them. The variants take turns, three times over
// on WASM, and the fastest run counts.
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { chromium } from '@playwright/test';
import { BASE_FLAGS, findBrowser, SOFTWARE_WEBGPU_FLAGS } from './lib/browser.ts';
import { serveBuiltPage } from './lib/built-page.ts';
import { failWith } from './lib/run.ts';

const ROUNDS: Record<string, number> = { wasm: 3 };

async function timeVariants(): Promise<void> {
  const [tiers, ...folders] = process.argv.slice(2);
  if (!tiers || folders.length === 0) {
    throw new Error('Name tiers (wasm,webgl,webgpu) and folders of variants.');
  }
  const variants = new Map(folders.map((folder) => [basename(folder), resolve(folder)]));
  const server = await serveBuiltPage('time-variants');
  const executablePath = await findBrowser();
  try {
    for (const tier of tiers.split(',')) {
      const best = new Map<string, number>();
      for (let round = 0; round < (ROUNDS[tier] ?? 1); round++) {
        for (const [id, folder] of variants) {
          const flags = tier === 'webgpu' ? SOFTWARE_WEBGPU_FLAGS : [];
          const browser = await chromium.launch({
            executablePath,
            args: [...BASE_FLAGS, ...flags],
          });
          const page = await browser.newPage();
          await page.route('**/models/**', (route) => {
            const [, , variant = '', file = ''] = new URL(route.request().url()).pathname.split(
              '/',
            );
            if (variant === 'catalog.json') {
              return route.fulfill({ json: { default: id, variants: [id] } });
            }
            return variant === id
              ? route.fulfill({ body: readFileSync(join(folder, file)) })
              : route.fallback();
          });
          await page.goto(server.addressOf(`?tier=${tier}&variant=${id}`));
          const line = page.locator('.why li').first();
          const text = (await line.textContent({ timeout: 300_000 })) ?? '';
          const milliseconds = Number(/([\d.]+) ms/.exec(text)?.[1] ?? NaN);
          if (Number.isNaN(milliseconds)) throw new Error(`${id} on ${tier}: ${text}`);
          best.set(id, Math.min(best.get(id) ?? Infinity, milliseconds));
          await browser.close();
        }
      }
      for (const [id, milliseconds] of best) console.log(`${tier}\t${id}\t${milliseconds} ms`);
    }
  } finally {
    await server.close();
  }
}

timeVariants().catch(failWith);
