#!/usr/bin/env node
// `npx vanish VERB ...`. The scripts are TypeScript: tsx reads them.
import process from 'node:process';
import { register } from 'tsx/esm/api';

register();
const [verb, ...args] = process.argv.slice(2);
if (verb === 'cloak') {
  const { cloakFiles } = await import('../scripts/cloak.ts');
  process.exitCode = await cloakFiles(args).catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  });
} else {
  console.error('Usage: vanish cloak FILES... --out DIR. vanish cloak --help lists the options.');
  process.exitCode = 2;
}
