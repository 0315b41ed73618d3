// A Vite plugin for tfjs's threaded WebAssembly. It fixes two faults. First, tfjs passes a function's source to its
// threads, and in a bundle the minifier renames a variable that this source reads from outside, so that the threads die
// at start. The variable is only set in classic scripts, so it is never set here. Second, tfjs opens eight workers,
// though it runs on half of the cores, eight at most.
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
