// How packages/cloak is built (docs/library.md): a module for createCloak and one for each adapter, their workers beside
// them. Its types are written by TypeScript (npm run build:library).
import { defaultClientConditions, defineConfig } from 'vite';
import { assemblyScript } from './build/assembly-script.ts';
import { litertLoader } from './build/litert-loader.ts';
import { packageWorkers } from './build/package-workers.ts';
import { sharedWorkers } from './build/shared-workers.ts';
import { tfjsThreads } from './build/tfjs-threads.ts';
import { ONNX_FROM_VENDOR } from './build/vendor-files.ts';

export default defineConfig({
  base: './', // workers are found beside the module, wherever it is served
  publicDir: false,
  resolve: { conditions: [...defaultClientConditions, ONNX_FROM_VENDOR] },
  plugins: [sharedWorkers(), tfjsThreads(), assemblyScript(), litertLoader(), packageWorkers()],
  build: {
    target: 'es2022',
    outDir: 'packages/cloak/dist',
    license: { fileName: 'licenses.md' },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000, // kB
    minify: true,
    lib: {
      entry: {
        index: 'src/library/create-cloak.ts',
        livekit: 'src/library/livekit.ts',
        jitsi: 'src/library/jitsi.ts',
        twilio: 'src/library/twilio.ts',
        stream: 'src/library/stream.ts',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
    },
  },
});
