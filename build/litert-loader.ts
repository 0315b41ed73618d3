// A Vite plugin for LiteRT.js, whose script is made for classic workers: they load it by its address, and it exports
// nothing to modules. "litert-loader:NAME" is the script NAME of its package as a module whose default export creates
// the WebAssembly module.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const PREFIX = 'litert-loader:';
const SUFFIX = '?litert-loader';
/** Where the script begins to export to CommonJS and AMD. */
const EXPORTS = '// Export using a UMD style export';
/** Loads a module of Node, in branches that only Node takes. */
const NODE_MODULE = /require\("node:\w+"\)/g;
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
      const script = readFileSync(id.slice(0, -SUFFIX.length), 'utf8');
      const [own, exports] = script.split(EXPORTS);
      if (exports === undefined) throw new Error(`LiteRT's script has another form now: ${id}`);
      return `${own!.replace(NODE_MODULE, 'undefined')}\nexport default ModuleFactory;`;
    },
  };
}
