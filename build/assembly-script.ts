// A Vite plugin for AssemblyScript: what is imported as "FILE.ts?assemblyscript" is compiled to WebAssembly, and the import
// is its bytes. They are part of the script: there is no file to be fetched, and none that may be missing.
import { statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import process from 'node:process';
import type { Plugin } from 'vite';

const SUFFIX = '?assemblyscript';

/**
 * The compiler. TypeScript must not find its types: they declare AssemblyScript's globals for everything that is checked
 * together with this file, among them an `Array.at` that never gives undefined.
 */
const COMPILER: string = 'assemblyscript/asc';
interface Compiler {
  main(
    options: string[],
    api: { writeFile(name: string, contents: string | Uint8Array): void },
  ): Promise<{ error: Error | null; stderr: { toString(): string } }>;
}

/**
 * Compiles with SIMD, without a runtime; the memory is imported as `env.memory`.
 * @param file of AssemblyScript
 * @throws Error with the compiler's message
 */
async function compileAssemblyScript(file: string): Promise<Uint8Array> {
  const asc = (await import(COMPILER)) as Compiler;
  let compiled: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      relative(process.cwd(), file),
      '--outFile',
      'kernels.wasm',
      '-O3',
      '--noAssert',
      '--runtime',
      'stub',
      '--importMemory',
      '--enable',
      'simd',
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
