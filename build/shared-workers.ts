// A Vite plugin for workers. Vite bundles each one separately, with a copy of everything that it shares with the
// others. Here they are entries of the same build as the pages, so that shared code, like tfjs, is one file that is
// fetched and cached once.
import { basename, dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** The script of a module worker, as every place in src/ that starts one names it. */
const SCRIPT = /new URL\(\s*'(\.[^']+\.ts)',\s*import\.meta\.url\s*\)/g;
const PRELOAD_HELPER = 'vite/preload-helper';

export function sharedWorkers(): Plugin {
  return {
    name: 'vanish:shared-workers',
    apply: 'build',
    enforce: 'pre',
    config: () => ({
      build: {
        // A worker has no document to preload a script with.
        modulePreload: {
          resolveDependencies: (_file, files, { hostType }) => (hostType === 'html' ? files : []),
        },
      },
    }),
    transform(code, id) {
      // Vite reports a failed load with an event on the window. Workers have such events too, but no window.
      if (id.includes(PRELOAD_HELPER)) return code.replaceAll('window.', 'globalThis.');
      if (!code.includes('new Worker(')) return undefined;
      return code.replace(SCRIPT, (_whole, script: string) => {
        const file = resolve(dirname(id), script);
        const name = basename(file, '.ts');
        const reference = this.emitFile({
          type: 'chunk',
          id: file,
          name: name === 'worker' ? `${basename(dirname(file))}-worker` : name,
        });
        return `import.meta.ROLLDOWN_FILE_URL_${reference}`;
      });
    },
  };
}
