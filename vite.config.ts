// How the page is served and built: Svelte, module workers, cross-origin isolation, and the folders
// that come from outside src/ (build/). Vitest reads its settings here too.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defaultClientConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { assemblyScript } from './build/assembly-script.ts';
import { compressed } from './build/compressed.ts';
import { HEADERS, ISOLATION_HEADERS } from './build/headers.ts';
import { litertLoader } from './build/litert-loader.ts';
import { policyMeta } from './build/policy-meta.ts';
import { pwa } from './build/pwa.ts';
import { sharedWorkers } from './build/shared-workers.ts';
import { servedFolders } from './build/served-folders.ts';
import { tfjsThreads } from './build/tfjs-threads.ts';
import { ONNX_FROM_VENDOR, servedFiles } from './build/vendor-files.ts';

const PAGES = ['index.html', 'evaluate.html', 'call.html', 'bench.html', 'batch.html'];
/** Built for the end-to-end tests only. */
const TEST_PAGES = [
  'tests/pages/frames.html',
  'tests/pages/long.html',
  'tests/pages/onnx.html',
  'tests/pages/passes.html',
  'tests/pages/rooms.html',
  'tests/pages/finders.html',
  'tests/pages/segmenters.html',
  'tests/pages/textures.html',
  'tests/pages/variants.html',
];

export default defineConfig({
  base: './', // any folder of any host will do
  appType: 'mpa', // a missing model is a 404, not the page's HTML
  plugins: [
    svelte(),
    sharedWorkers(),
    tfjsThreads(),
    assemblyScript(),
    litertLoader(),
    servedFolders(servedFiles),
    pwa(),
    compressed(),
    policyMeta(),
  ],
  resolve: {
    conditions: process.env.VITEST
      ? ['browser'] // or Svelte would not be its client build, and effects never run
      : [...defaultClientConditions, ONNX_FROM_VENDOR],
  },
  worker: { format: 'es', plugins: () => [tfjsThreads(), assemblyScript(), litertLoader()] },
  build: {
    target: 'es2022',
    reportCompressedSize: false,
    assetsInlineLimit: 0, // a data: address may not be fetched (build/headers.ts)
    chunkSizeWarningLimit: 2000, // kB; tfjs is one large chunk
    rolldownOptions: {
      input: process.env.VANISH_TEST_PAGES ? [...PAGES, ...TEST_PAGES] : PAGES,
      checks: { pluginTimings: false }, // compressing and copying take their time
    },
  },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: HEADERS },
  test: {
    testTimeout: 30_000, // ms; a busy machine is no failure
    include: ['{src,scripts,build,tests}/**/*.test.ts'],
  },
});
