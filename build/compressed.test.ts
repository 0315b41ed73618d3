// Which files get a compressed copy: all that become smaller, except those that change while they are served.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compressFolder } from './compressed.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vanish-compressed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a copy has the same content, and exists only where it is smaller', async () => {
  const text = 'export const words = 1;\n'.repeat(200);
  const put = (name: string, content: string | Buffer) =>
    writeFileSync(join(folder, name), content);
  put('page.js', text);
  put('noise.wasm', randomBytes(5000)); // does not get smaller
  put('short.js', 'a()');
  put('film.mp4', text);
  put('sw.js', text);

  expect(await compressFolder(folder)).toBe(1);

  expect(brotliDecompressSync(readFileSync(join(folder, 'page.js.br'))).toString()).toBe(text);
  for (const name of ['noise.wasm', 'short.js', 'film.mp4', 'sw.js']) {
    expect(existsSync(join(folder, `${name}.br`)), name).toBe(false);
  }
});
