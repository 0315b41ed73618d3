// `npm run test:e2e -- [Playwright's arguments]`: makes sure there is a browser and ffmpeg, then runs tests/e2e in it.
// With --nightly (`npm run test:nightly`), it runs the tests that take minutes and rarely break, instead of all others.
import process from 'node:process';
import { ensureBrowser } from './lib/browser.ts';
import { ensureFfmpeg } from './lib/ffmpeg.ts';
import { PLAYWRIGHT_CLI } from './lib/paths.ts';
import { failWith, run } from './lib/run.ts';

async function testInBrowser(): Promise<void> {
  const browser = await ensureBrowser();
  ensureFfmpeg();
  const args = process.argv.slice(2);
  const nightly = args.includes('--nightly');
  process.exitCode = run(
    process.execPath,
    [PLAYWRIGHT_CLI, 'test', ...args.filter((arg) => arg !== '--nightly')],
    // Use the browser that was found.
    { env: { VANISH_BROWSER: browser, ...(nightly && { VANISH_NIGHTLY: '1' }) } },
  );
}

testInBrowser().catch(failWith);
