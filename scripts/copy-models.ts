// `npm run build:models`: copies what the cloak fetches (models and WebAssembly) to packages/cloak-models/assets.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../build/served-folders.ts';
import { fetchedFiles } from '../build/vendor-files.ts';
import { ROOT } from './lib/paths.ts';

const ASSETS = join(ROOT, 'packages/cloak-models/assets');

rmSync(ASSETS, { recursive: true, force: true });
for (const served of fetchedFiles) {
  const folder = join(ROOT, served.folder);
  for (const path of listFiles({ ...served, folder })) {
    cpSync(join(folder, path), join(ASSETS, served.url, path));
  }
}
