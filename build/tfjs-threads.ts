// A Vite plugin for tfjs's threaded WebAssembly. In a minified bundle: tfjs hands a function's source
// to its threads; the minifier renames a variable that this source reads from outside of itself,
// and the threads die at start. The variable is only set in classic scripts, so it is never set here.
// And it opens eight workers, though tfjs runs on half of the cores, eight at most.
import type { Plugin } from 'vite';

const CHANGES = [
  ['typeof _scriptDir !== "undefined" && _scriptDir', 'false'],
  ['pthreadPoolSize=8', 'pthreadPoolSize=Math.min(8,Math.ceil(navigator.hardwareConcurrency/2))'],
] as const;

export function tfjsThreads(): Plugin {
  return {
    name: 'vanish:tfjs-threads',
    transform(code, id) {
      if (!id.includes('tfjs-backend-wasm-threaded-simd.js')) return undefined;
      return CHANGES.reduce((changed, [from, to]) => {
        if (!changed.includes(from))
          this.error(`tfjs's threads have changed: no "${from}" in them.`);
        return changed.replaceAll(from, to);
      }, code);
    },
  };
}
