// A Vite plugin for the package. It writes each worker's address in the form that bundlers recognise, `new Worker(new
// URL('./engine-worker.js', import.meta.url), ...)`, so that the bundler of the package's user includes the worker's
// file and all its imports.
import type { Plugin } from 'vite';

/** How Rolldown writes the address of a file that it emitted. */
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
