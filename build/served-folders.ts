// A Vite plugin that serves folders under addresses of their own: directly from where they are in development, and
// copied next to the bundle in a build (which is what the preview serves).
import { cpSync, createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import type { Connect, Plugin } from 'vite';
import { ISOLATION_HEADERS } from './headers.ts';

export interface ServedFolder {
  /** The address it appears under, with a slash at both ends. */
  url: string;
  /** Its path relative to the repository. A folder that does not exist counts as empty. */
  folder: string;
  /** Whether the page may have a path inside the folder (with forward slashes). */
  accepts: (path: string) => boolean;
}

const CONTENT_TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

/** The accepted files of one folder, as sorted paths with forward slashes. */
export function listFiles({ folder, accepts }: ServedFolder): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => accepts(path) && statSync(join(folder, path)).isFile())
    .sort();
}

/** Serves the folders in development. Anything missing under their addresses is a 404. */
function serve(folders: ServedFolder[]): Connect.NextHandleFunction {
  return (request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const served = folders.find(({ url }) => pathname.startsWith(url));
    if (!served) return next();

    const path = decodeURIComponent(pathname.slice(served.url.length));
    if (!listFiles(served).includes(path)) {
      response.statusCode = 404;
      response.end(`${pathname} does not exist.`);
      return;
    }
    for (const [name, value] of Object.entries(ISOLATION_HEADERS)) response.setHeader(name, value);
    response.setHeader('Content-Type', CONTENT_TYPES[extname(path)] ?? 'application/octet-stream');
    response.setHeader('Cache-Control', 'no-cache');
    createReadStream(join(served.folder, path)).pipe(response);
  };
}

/** See the head of this file. */
export function servedFolders(folders: ServedFolder[]): Plugin {
  let root = '';
  let outDir = '';
  const inRepository = (): ServedFolder[] =>
    folders.map((served) => ({ ...served, folder: resolve(root, served.folder) }));

  return {
    name: 'vanish:served-folders',
    configResolved(config) {
      root = config.root;
      outDir = resolve(config.root, config.build.outDir);
    },
    configureServer(server) {
      server.middlewares.use(serve(inRepository()));
    },
    writeBundle() {
      for (const served of inRepository()) {
        for (const path of listFiles(served)) {
          cpSync(join(served.folder, path), join(outDir, served.url, path));
        }
      }
    },
  };
}
