import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HEADERS } from './headers.ts';

it.each(Object.entries(HEADERS))('docs/hosting.md lists %s as it is sent', (name, value) => {
  expect(readFileSync('docs/hosting.md', 'utf8')).toContain(`\n${name}: ${value}\n`);
});
