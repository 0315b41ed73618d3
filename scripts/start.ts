// `npm start`: builds the page and serves it on this machine, as it would be served in production.
// With --no-open (or CI set) no browser window is opened.
import process from 'node:process';
import { build, preview } from 'vite';
import { openInBrowser } from './lib/open-in-browser.ts';
import { ROOT } from './lib/paths.ts';
import { failWith } from './lib/run.ts';

const PORT = 4173;

async function start(): Promise<void> {
  await build({ root: ROOT, logLevel: 'warn' });
  const server = await preview({
    root: ROOT,
    preview: { host: 'localhost', port: PORT, strictPort: false }, // taken: the next free one
  });
  const address = server.resolvedUrls?.local[0] ?? `http://localhost:${PORT}/`;
  console.log(`Vanish is at ${address}`);
  if (!process.env.CI && !process.argv.includes('--no-open')) openInBrowser(address);
}

start().catch(failWith);
