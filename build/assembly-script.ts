// A Vite plugin for AssemblyScript: it compiles a file imported as "FILE.ts?assemblyscript" to WebAssembly, and the
// import is its bytes. They are part of the script, so that no file has to be fetched or can be missing.
import asc from 'assemblyscript/asc';
import { statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import process from 'node:process';
import type { Plugin } from 'vite';

const SUFFIX = '?assemblyscript';

/**
 * Compiles with SIMD, without a runtime. The memory is imported as `env.memory`.
 * @param file of AssemblyScript
 * @throws Error with the compiler's message
 */
async function compileAssemblyScript(file: string): Promise<Uint8Array> {
  let compiled: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      ...[relative(process.cwd(), file), '--outFile', 'kernels.wasm', '-O3', '--noAssert'],
      ...['--runtime', 'stub', '--importMemory', '--enable', 'simd'],
    ],
    {
      writeFile: (name, contents) => {
        if (name === 'kernels.wasm') compiled = contents as Uint8Array;
      },
    },
  );
  if (error || !compiled) throw new Error(`${file} does not compile.\n${stderr.toString()}`);
  return compiled;
}

/** By file and modification time: every worker's bundle asks for the same module. */
const modules = new Map<string, Promise<Uint8Array>>();

function compileOnce(file: string): Promise<Uint8Array> {
  const key = `${file} ${statSync(file).mtimeMs}`;
  const known = modules.get(key) ?? compileAssemblyScript(file);
  modules.set(key, known);
  return known;
}

export function assemblyScript(): Plugin {
  return {
    name: 'assembly-script',
    enforce: 'pre',
    resolveId(id, importer) {
      if (!id.endsWith(SUFFIX) || !importer) return null;
      return resolve(dirname(importer), id.slice(0, -SUFFIX.length)) + SUFFIX;
    },
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const file = id.slice(0, -SUFFIX.length);
      this.addWatchFile(file);
      const text = Buffer.from(await compileOnce(file)).toString('base64');
      return `export default Uint8Array.from(atob('${text}'), (c) => c.charCodeAt(0));`;
    },
  };
}
