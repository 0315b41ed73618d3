// A Vite plugin for tfjs's threaded WebAssembly. In a minified bundle: tfjs hands a function's source
// to its threads; the minifier renames a variable that this source reads from outside of itself,
// and the threads die at start. The variable is only set in classic scripts, so it is never set here.
// And on few cores: tfjs opens eight workers, of which one for each core gets anything to do.
import type { Plugin } from 'vite';

export function tfjsThreads(): Plugin {
  return {
    name: 'vanish:tfjs-threads',
    transform(code, id) {
      if (!id.includes('tfjs-backend-wasm-threaded-simd.js')) return undefined;
      return code
        .replaceAll('typeof _scriptDir !== "undefined" && _scriptDir', 'false')
        .replace('pthreadPoolSize=8', 'pthreadPoolSize=Math.min(8,navigator.hardwareConcurrency)');
    },
  };
}
