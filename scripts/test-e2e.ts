// `npm run test:e2e -- [Playwright's arguments]`: sees to a browser and ffmpeg, then runs tests/e2e in it.
import process from 'node:process';
import { ensureBrowser } from './lib/browser.ts';
import { ensureFfmpeg } from './lib/ffmpeg.ts';
import { PLAYWRIGHT_CLI } from './lib/paths.ts';
import { failWith, run } from './lib/run.ts';

async function testInBrowser(): Promise<void> {
  const browser = await ensureBrowser();
  ensureFfmpeg();
  process.exitCode = run(
    process.execPath,
    [PLAYWRIGHT_CLI, 'test', ...process.argv.slice(2)],
    { env: { VANISH_BROWSER: browser } }, // what was found is what is used
  );
}

testInBrowser().catch(failWith);
