// A Vite plugin for LiteRT.js, whose script is made for classic workers: they load it by its address, and it exports
// nothing to modules. "litert-loader:NAME" is the script NAME of its package as a module whose default export creates
// the WebAssembly module.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const PREFIX = 'litert-loader:';
const SUFFIX = '?litert-loader';
/** Finds the package's own file. In development, Vite's resolver would return a prebundled one. */
const { resolve } = createRequire(import.meta.url);

export function litertLoader(): Plugin {
  return {
    name: 'litert-loader',
    enforce: 'pre',
    resolveId(id) {
      if (!id.startsWith(PREFIX)) return null;
      return resolve(`@litertjs/core/wasm/${id.slice(PREFIX.length)}.js`) + SUFFIX;
    },
    load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      return `${readFileSync(id.slice(0, -SUFFIX.length), 'utf8')}\nexport default ModuleFactory;`;
    },
  };
}
