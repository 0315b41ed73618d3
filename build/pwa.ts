// Makes the page installable and able to work offline: its manifest, and a service worker (Workbox) that caches the
// page, the WebAssembly, the segmenter, the demo and the variants' cards. The page itself caches the variants' weights
// by hash (src/models/cached-files.ts), and only those that were used.
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const LARGEST_FILE = 10e6; // bytes; LiteRT's WebAssembly is the largest

export function pwa(): Plugin[] {
  return VitePWA({
    registerType: 'prompt', // a new version must not interrupt a recording
    injectRegister: false, // src/app/shell/update.ts does
    manifest: {
      name: 'Vanish',
      short_name: 'Vanish',
      description: 'An invisibility cloak for your webcam. No pixel leaves this machine.',
      display: 'standalone',
      start_url: './', // relative to the folder that it is served from
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
        'vendor/litert*/litert_wasm_internal.wasm', // the other one is for browsers that cannot run this
        'models/catalog.json',
        'models/*/card.json',
        'models/segmenter/*.tflite',
      ],
      // ONNX Runtime serves the few users who bring a .onnx file. It is cached on first use (below).
      globIgnores: ['assets/{batch,bench,call,evaluate}*', 'assets/*{onnx,Onnx}*', '**/*.br'],
      runtimeCaching: [
        {
          urlPattern: /\/(assets|vendor)\/[^/]*onnx/i,
          handler: 'CacheFirst',
          options: { cacheName: 'vanish-onnx', expiration: { maxEntries: 16 } },
        },
        { urlPattern: /\/vendor\/litert/, handler: 'CacheFirst' }, // cached by browsers that use it
      ],
      // Their names change with their content, so that what the page has fetched is not fetched again.
      dontCacheBustURLsMatching: /^(assets|vendor)\//,
      maximumFileSizeToCacheInBytes: LARGEST_FILE,
      ignoreURLParametersMatching: [/./], // ?source=camera and the like
      navigateFallback: null, // a missing page is a 404
      cleanupOutdatedCaches: true,
    },
  });
}
