// What makes the page installable, and work without the network: its manifest, and a service worker (Workbox) that
// keeps the page, the WebAssembly, the segmenter, the demo and the variants' cards. The variants' weights are kept by
// the page itself, by their hash (src/models/kept-files.ts): only those that were used.
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const LARGEST_FILE = 10e6; // bytes; LiteRT's WebAssembly is the largest

export function pwa(): Plugin[] {
  return VitePWA({
    registerType: 'prompt', // nobody's recording is cut short by a new version
    injectRegister: false, // src/app/shell/update.ts does
    manifest: {
      name: 'Vanish',
      short_name: 'Vanish',
      description: 'An invisibility cloak for your webcam. No pixel leaves this machine.',
      display: 'standalone',
      start_url: './', // whichever folder it is served from
      scope: './',
      background_color: '#0a0d0e',
      theme_color: '#0a0d0e',
      icons: [
        { src: 'icons/192.png', sizes: '192x192', type: 'image/png' },
        { src: 'icons/512.png', sizes: '512x512', type: 'image/png' },
        { src: 'icons/maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      ],
    },
    workbox: {
      globPatterns: [
        'index.html',
        'favicon.svg',
        'demo/*.{mp4,webm}',
        'assets/**',
        'vendor/tfjs*/**',
        'vendor/litert*/litert_wasm_internal.wasm', // the other is for browsers in which it does not run
        'models/catalog.json',
        'models/*/card.json',
        'models/segmenter/*.tflite',
      ],
      // ONNX Runtime serves those few who bring a .onnx file: it is kept once it was used (below).
      globIgnores: ['assets/{batch,bench,call,evaluate}*', 'assets/*{onnx,Onnx}*', '**/*.br'],
      runtimeCaching: [
        {
          urlPattern: /\/(assets|vendor)\/[^/]*onnx/i,
          handler: 'CacheFirst',
          options: { cacheName: 'vanish-onnx', expiration: { maxEntries: 12 } },
        },
        { urlPattern: /\/vendor\/litert/, handler: 'CacheFirst' }, // and kept by those that use it
      ],
      // Their names change with what is in them: what the page has fetched is not fetched again.
      dontCacheBustURLsMatching: /^(assets|vendor)\//,
      maximumFileSizeToCacheInBytes: LARGEST_FILE,
      ignoreURLParametersMatching: [/./], // ?source=camera and the like
      navigateFallback: null, // what does not exist is a 404
      cleanupOutdatedCaches: true,
    },
  });
}
