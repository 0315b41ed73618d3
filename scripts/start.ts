// `npm start`: builds the page and serves it on this machine as in production. With --no-open (or CI set), it opens no
// browser window. With --variant ID, the page starts with that variant.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { build, preview } from 'vite';
import { endWithNpm } from './lib/end-with-npm.ts';
import { openInBrowser } from './lib/open-in-browser.ts';
import { ROOT } from './lib/paths.ts';
import { failWith } from './lib/run.ts';

const PORT = 4173;

async function start(): Promise<void> {
  const { values: options } = parseArgs({
    options: { 'no-open': { type: 'boolean' }, variant: { type: 'string' } },
  });
  await build({ root: ROOT, logLevel: 'warn' });
  const server = await preview({
    root: ROOT,
    preview: { host: 'localhost', port: PORT, strictPort: false }, // if taken, the next free one
  });
  endWithNpm(() => process.exit());
  const home = server.resolvedUrls?.local[0] ?? `http://localhost:${PORT}/`;
  const address = options.variant ? `${home}?variant=${encodeURIComponent(options.variant)}` : home;
  console.log(`Vanish is at ${address}`);
  if (!process.env.CI && !options['no-open']) openInBrowser(address);
}

start().catch(failWith);
