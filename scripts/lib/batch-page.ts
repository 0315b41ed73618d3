// batch.html, built, served and open in a headless browser: cloaks one file at a time. A page that is silent for too
// long is given up, and another takes the next file.
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import type { Page } from '@playwright/test';
import type { Connect } from 'vite';
import { ISOLATION_HEADERS } from '../../build/headers.ts';
import { INPUTS, RESULTS, type BatchAnswer, type BatchRequest } from '../../src/batch/messages.ts';
import type { Tier } from '../../src/tier.ts';
import { findBrowser } from './browser.ts';
import { serveBuiltPage } from './built-page.ts';
import { PARTIAL, type Input } from './cloak-inputs.ts';
import { browserFlags } from './evaluation-page.ts';
import { openFileBrowser } from './file-browser.ts';

/** A page that reports no progress for this long has hung, ms. */
const SILENT = 180_000;

export interface BatchPage {
  /** @returns the answer, and the path of the result, if there is one */
  cloak(
    input: Input,
    request: Omit<BatchRequest, 'number' | 'name'>,
    report: (share: number, doing: string) => void,
  ): Promise<{ answer: BatchAnswer; output?: string }>;
  close(): Promise<void>;
}

/** @throws Error with a sentence if there is no browser, or the page cannot be built */
export async function openBatchPage(tier: Tier | undefined): Promise<BatchPage> {
  await findBrowser(); // before the page is built for nothing
  /** The file that may be read and written now. */
  let current: { number: number; input: Input; partial: string } | undefined;
  const serve: Connect.NextHandleFunction = (request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const isInput = request.method === 'GET' && pathname === `${INPUTS}${current?.number}`;
    const isResult = request.method === 'PUT' && pathname === `${RESULTS}${current?.number}`;
    if (!current || (!isInput && !isResult)) return next();
    const fail = (error: Error) => {
      response.statusCode = 500;
      response.end(error.message);
    };
    for (const [name, value] of Object.entries(ISOLATION_HEADERS)) response.setHeader(name, value);
    if (isInput) {
      response.setHeader('Content-Length', statSync(current.input.path).size);
      createReadStream(current.input.path).on('error', fail).pipe(response);
      return;
    }
    mkdirSync(dirname(current.partial), { recursive: true });
    pipeline(request, createWriteStream(current.partial)).then(() => response.end(), fail);
  };
  const server = await serveBuiltPage('batch', {
    logLevel: 'error',
    plugins: [
      {
        name: 'vanish:batch',
        configurePreviewServer: ({ middlewares }) => void middlewares.use(serve),
      },
    ],
  });
  const launch = () => openFileBrowser(browserFlags(tier, process.env));
  let browser = await launch().catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  let page: Page | undefined;
  let hear = (_share: number, _doing: string) => {};
  let number = 0;

  async function ready(): Promise<Page> {
    if (page && !page.isClosed()) return page;
    if (!browser.isConnected()) browser = await launch(); // it died, for example of too little memory
    page = await browser.newPage();
    await page.exposeFunction('reportBatch', (share: number, doing: string) => hear(share, doing));
    await page.goto(server.addressOf('batch.html'));
    await page.waitForFunction(() => window.cloakInput !== undefined);
    return page;
  }

  return {
    async cloak(input, request, report) {
      const mine = { number: number++, input, partial: input.result + PARTIAL };
      current = mine;
      let open: Page | undefined;
      let silence: NodeJS.Timeout | undefined;
      const silent = new Promise<BatchAnswer>((resolve) => {
        const sentence = `Nothing was heard of it for ${SILENT / 60_000} minutes.`;
        hear = (share, doing) => {
          clearTimeout(silence);
          silence = setTimeout(() => resolve({ kind: 'failed', sentence }), SILENT);
          report(share, doing);
        };
      });
      const asked = { ...request, number: mine.number, name: input.path.split(/[/\\]/).at(-1)! };
      try {
        open = await ready();
        hear(0, 'Opening');
        const answer = await Promise.race([
          open.evaluate((given) => window.cloakInput!(given), asked),
          silent,
        ]);
        if (answer.kind !== 'done') {
          if (answer.kind === 'failed') await open.close(); // whatever the cause, the next file gets a fresh one
          return { answer };
        }
        const output = `${input.result}.${endingOf(answer.type)}`;
        const problem = moved(mine.partial, output);
        return problem ? { answer: { kind: 'failed', sentence: problem } } : { answer, output };
      } catch (error) {
        await open?.close().catch(() => {});
        const sentence = `The browser's page broke (${(error as Error).message.split('\n')[0]}).`;
        return { answer: { kind: 'failed', sentence } };
      } finally {
        clearTimeout(silence);
        rmSync(mine.partial, { force: true });
        current = undefined;
      }
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** @returns why the finished result could not get its name, as a sentence; undefined if it did */
function moved(partial: string, output: string): string | undefined {
  try {
    renameSync(partial, output);
    return undefined;
  } catch (error) {
    return `The result could not be written: ${(error as Error).message}`;
  }
}

/** @param type a MIME type that the page produces */
function endingOf(type: string): string {
  return type === 'image/jpeg' ? 'jpg' : type.split('/')[1]!;
}
