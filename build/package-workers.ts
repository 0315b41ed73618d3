// A Vite plugin for the package: writes each worker's address as bundlers know it,
// `new Worker(new URL('./engine-worker.js', import.meta.url), ...)`, so that the bundler of whoever uses the package takes
// the worker's file along, with all that it imports.
import type { Plugin } from 'vite';

/** As Rolldown writes the address of a file that it emitted. */
const ADDRESS = /new Worker\(\s*new URL\(\s*([`'"])([^`'"]+)\1\s*,\s*import\.meta\.url\s*\)\.href/g;

export function packageWorkers(): Plugin {
  return {
    name: 'vanish:package-workers',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        file.code = file.code.replace(ADDRESS, (_whole, _quote, path: string) => {
          const address = path.startsWith('.') ? path : `./${path}`;
          return `new Worker(new URL(${JSON.stringify(address)}, import.meta.url)`;
        });
      }
    },
  };
}
