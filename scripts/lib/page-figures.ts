// What a visitor waits for and downloads, measured on the built page with the demo as its source.
import type { BrowserContext, Page } from '@playwright/test';
import type { PageFigures } from '../../src/bench/messages.ts';
import type { ServedPage } from './served-page.ts';
import { openSlowLine } from './slow-line.ts';

/** How long the page is watched after the first cloaked picture, ms. */
const WATCHED_FOR = 10_000;
const LIMIT = 120_000; // ms

/** A common household connection. */
const SLOW_LINE = { megabits: 20, delay: 10 };

/** @param path of the page, including the demo and start options */
export async function measurePage(served: ServedPage, path: string): Promise<PageFigures> {
  const address = served.addressOf(path);
  const context = await served.browser.newContext();
  try {
    await context.addInitScript(watchBlocks);
    const cold = await visit(context, address);
    const longestBlockStarting = await longestBlock(cold.page);
    await cold.page.waitForTimeout(WATCHED_FOR);
    const longestBlockAfter = await longestBlock(cold.page);
    const memory = await memoryOf(cold.page);
    await cold.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await cold.page.close();
    const warm = await visit(context, address);
    return {
      firstCloakedCold: cold.milliseconds,
      firstCloakedWarm: warm.milliseconds,
      firstCloakedSlowLine: await overSlowLine(served, path),
      bytesCold: cold.bytes(),
      bytesWarm: warm.bytes(),
      longestBlockStarting,
      longestBlockAfter,
      ...(memory !== undefined && { memory }),
    };
  } finally {
    await context.close();
  }
}

async function overSlowLine(served: ServedPage, path: string): Promise<number> {
  const line = await openSlowLine(Number(new URL(served.addressOf('/')).port), SLOW_LINE);
  const context = await served.browser.newContext();
  try {
    return (await visit(context, new URL(path, line.address).href)).milliseconds;
  } finally {
    await context.close();
    line.close();
  }
}

async function visit(context: BrowserContext, address: string) {
  const page = await context.newPage();
  let bytes = 0;
  context.on('requestfinished', async (request) => {
    const sizes = await request.sizes().catch(() => undefined);
    bytes += sizes ? Math.max(0, sizes.responseBodySize) + sizes.responseHeadersSize : 0;
  });
  const began = performance.now();
  await page.goto(address);
  await page.getByText('The cloak is on.').first().waitFor({ timeout: LIMIT });
  return { page, milliseconds: Math.round(performance.now() - began), bytes: () => bytes };
}

/** Runs in the page, before its own scripts. */
function watchBlocks(): void {
  const own = window as unknown as { longestBlock: number };
  own.longestBlock = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      own.longestBlock = Math.max(own.longestBlock, duration);
    }
  });
  observer.observe({ type: 'longtask', buffered: true });
}

/** Since the last call, ms. */
function longestBlock(page: Page): Promise<number> {
  return page.evaluate(() => {
    const own = window as unknown as { longestBlock: number };
    const longest = own.longestBlock;
    own.longestBlock = 0;
    return Math.round(longest);
  });
}

function memoryOf(page: Page): Promise<number | undefined> {
  return page.evaluate(async () => {
    const measured = performance as unknown as {
      measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
    };
    return (await measured.measureUserAgentSpecificMemory?.())?.bytes;
  });
}
