// A Vite plugin for LiteRT.js: its script is made for classic workers, which load it by its address, and gives nothing to
// those who import it. "litert-loader:NAME" is the script NAME of its package as a module; its default export makes the
// WebAssembly module.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const PREFIX = 'litert-loader:';
const SUFFIX = '?litert-loader';

export function litertLoader(): Plugin {
  return {
    name: 'litert-loader',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (!id.startsWith(PREFIX)) return null;
      const script = `@litertjs/core/wasm/${id.slice(PREFIX.length)}.js`;
      const found = await this.resolve(script, importer);
      return found ? `${found.id}${SUFFIX}` : this.error(`${script} is not installed.`);
    },
    load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      return `${readFileSync(id.slice(0, -SUFFIX.length), 'utf8')}\nexport default ModuleFactory;`;
    },
  };
}
