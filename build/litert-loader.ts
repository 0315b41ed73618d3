// A Vite plugin for LiteRT.js: its script is made for classic workers, which load it by its address, and gives nothing to
// those who import it. "litert-loader:NAME" is the script NAME of its package as a module; its default export makes the
// WebAssembly module.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const PREFIX = 'litert-loader:';
const SUFFIX = '?litert-loader';
/** Finds the package's own file: in development Vite's would be one that it has made of it. */
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
