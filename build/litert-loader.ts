// A Vite plugin for LiteRT.js: its script is made for classic workers, which load it by its address, and gives nothing to
// those who import it. "litert-loader:NAME" is the script NAME of its package as a module; its default export makes the
// WebAssembly module.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Plugin } from 'vite';

const PREFIX = 'litert-loader:';
const FOLDER = join(process.cwd(), 'node_modules/@litertjs/core/wasm');

export function litertLoader(): Plugin {
  return {
    name: 'litert-loader',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const script = readFileSync(join(FOLDER, `${id.slice(PREFIX.length + 1)}.js`), 'utf8');
      return `${script}\nexport default ModuleFactory;`;
    },
  };
}
