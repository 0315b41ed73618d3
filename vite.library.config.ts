// How createCloak is built for other programs (docs/library.md): one module, its workers beside it. Its types are
// written by TypeScript (npm run build:library).
import { defaultClientConditions, defineConfig } from 'vite';
import { assemblyScript } from './build/assembly-script.ts';
import { litertLoader } from './build/litert-loader.ts';
import { tfjsThreads } from './build/tfjs-threads.ts';
import { ONNX_FROM_VENDOR } from './build/vendor-files.ts';

export default defineConfig({
  base: './', // workers are found beside the module, wherever it is served
  publicDir: false,
  resolve: { conditions: [...defaultClientConditions, ONNX_FROM_VENDOR] },
  worker: { format: 'es', plugins: () => [tfjsThreads(), assemblyScript(), litertLoader()] },
  build: {
    target: 'es2022',
    outDir: 'dist/library',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000, // kB
    lib: { entry: 'src/library/create-cloak.ts', formats: ['es'], fileName: 'vanish' },
  },
});
