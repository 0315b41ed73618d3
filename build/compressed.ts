// A Vite plugin that writes a brotli copy next to every built file that becomes smaller, and has the preview server
// (which `npm start` uses) send it to browsers that accept it. sirv looks for such copies; other servers can too
// (docs/hosting.md).
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import sirv from 'sirv';
import { globSync } from 'tinyglobby';
import type { Plugin } from 'vite';
import { HEADERS } from './headers.ts';

/** All other files are already compressed, or are numbers that do not shrink. */
const COMPRESSED = '**/*.{css,js,json,mjs,svg,tflite,wasm}';
/** It is requested once, and must be up to date. */
const SERVICE_WORKER = 'sw.js';
/**
 * LiteRT's 9.4 MB become 2.3 and MediaPipe's 13 become 3.2, in two seconds. The best quality (11) makes 2.0 and 2.6, in
 * a minute and a half.
 */
const QUALITY = 6;
/** Smaller files are not worth it, bytes. */
const SMALLEST = 1000;

/** Names that change with the file's content, so that browsers need not revalidate. */
const LASTING = /^\/(assets|vendor)\//;

const compress = promisify(brotliCompress);

/** @returns how many copies were written */
export async function compressFolder(folder: string): Promise<number> {
  let written = 0;
  for (const path of globSync(COMPRESSED, { cwd: folder, ignore: SERVICE_WORKER })) {
    const file = join(folder, path);
    const content = readFileSync(file);
    if (content.length < SMALLEST) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY };
    const smaller = await compress(content, { params });
    if (smaller.length >= content.length) continue;
    writeFileSync(`${file}.br`, smaller);
    written++;
  }
  return written;
}

export function compressed(): Plugin {
  let outDir = '';
  return {
    name: 'vanish:compressed',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true, // the service worker's own script is written by then
      async handler() {
        if (this.environment.mode === 'build') await compressFolder(outDir);
      },
    },
    configurePreviewServer(server) {
      const send = sirv(outDir, {
        brotli: true,
        etag: true,
        extensions: [],
        dev: true, // files may change meanwhile
        setHeaders(response, path) {
          for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
          if (!LASTING.test(path)) return;
          response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
        },
      });
      server.middlewares.use((request, response, next) => {
        const accepted = String(request.headers['accept-encoding'] ?? '');
        if (/\bbr\b/.test(accepted)) send(request, response, next);
        else next();
      });
    },
  };
}
