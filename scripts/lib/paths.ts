// The paths of the repository and of its packages' command-line tools.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's top folder, whatever the working directory is. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const require = createRequire(import.meta.url);

/** Playwright's command line as a file that Node can run; `npx` would need a shell on Windows. */
export const PLAYWRIGHT_CLI = join(dirname(require.resolve('@playwright/test')), 'cli.js');
