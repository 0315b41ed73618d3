#!/usr/bin/env node
// `npx vanish-cloak-models DIR`: copies models/ and vendor/ into a folder that is served, for example public/vanish.
import { cpSync, existsSync, statSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ASSETS = fileURLToPath(new URL('./assets', import.meta.url));
const [folder, ...more] = process.argv.slice(2);
if (!folder || more.length > 0 || folder.startsWith('-')) {
  console.error(
    'Usage: vanish-cloak-models DIR, where DIR is a folder that is served, as public/vanish.',
  );
  process.exitCode = 2;
} else if (existsSync(folder) && !statSync(folder).isDirectory()) {
  console.error(`${folder} is a file, not a folder.`);
  process.exitCode = 2;
} else {
  cpSync(ASSETS, folder, { recursive: true });
  console.log(`models/ and vendor/ are in ${folder}.`);
}
