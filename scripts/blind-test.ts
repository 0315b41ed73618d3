// `npm run blind-test -- --cases DIR --results OUT`: shows real and cloaked rooms in random order, and counts how often
// the viewer can tell them apart. DIR and OUT are those of an earlier `npm run evaluate`.
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { blindServer, choosePictures } from './lib/blind-server.ts';
import { serveBuiltPage } from './lib/built-page.ts';
import { findCases } from './lib/cases.ts';
import { openInBrowser } from './lib/open-in-browser.ts';
import { failWith } from './lib/run.ts';

const PAGE = 'blind-test.html';

async function blindTest(): Promise<void> {
  const text = { type: 'string' } as const;
  const { cases, results, ...rest } = parseArgs({
    options: { cases: text, results: text, 'no-open': { type: 'boolean' } },
  }).values;
  if (!cases || !results) {
    throw new Error('Usage: npm run blind-test -- --cases DIR --results OUT, as evaluated before.');
  }
  const directory = resolve(cases);
  const pictures = choosePictures(findCases(directory).cases, directory, resolve(results));
  const server = await serveBuiltPage('blind-test', {
    only: PAGE,
    plugins: [blindServer(pictures)],
  });
  const address = server.addressOf(PAGE);
  console.log(`${pictures.length} pictures are at ${address}`);
  if (!process.env.CI && !rest['no-open']) openInBrowser(address);
}

blindTest().catch(failWith);
