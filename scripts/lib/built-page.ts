// Builds the page and serves it on a free port of this machine. Not from dist/, which `npm start` may be serving.
import { join } from 'node:path';
import process from 'node:process';
import { build, preview, type Plugin } from 'vite';
import { ROOT } from './paths.ts';

export interface BuiltPageOptions {
  /** Builds this page alone. Default: all of them. */
  only?: string;
  /** Also builds the pages in tests/pages. Default: no. */
  hasTestPages?: boolean;
  /** Vite's plugins for the server. Default: none. */
  plugins?: Plugin[];
  /** What the build says. Default: warnings and errors. */
  logLevel?: 'warn' | 'error';
}

export interface BuiltPage {
  /** The full URL of an address, for example "/?tier=wasm" or "tests/pages/rooms.html". */
  addressOf(address: string): string;
  close(): Promise<void>;
}

/** @param name of the folder in .cache that is built into. @throws if the page cannot be built */
export async function serveBuiltPage(
  name: string,
  { only, hasTestPages = false, plugins = [], logLevel = 'warn' }: BuiltPageOptions = {},
): Promise<BuiltPage> {
  if (hasTestPages) process.env.VANISH_TEST_PAGES = '1';
  const outDir = join(ROOT, '.cache', name);
  const shared = { root: ROOT, logLevel } as const;
  const rolldownOptions = only ? { input: only } : undefined;
  await build({ ...shared, build: { outDir, emptyOutDir: true, rolldownOptions } });
  const server = await preview({
    ...shared,
    build: { outDir },
    plugins,
    preview: { host: 'localhost', port: 0 },
  });
  return {
    addressOf: (address) => new URL(address, server.resolvedUrls?.local[0]).href,
    close: () => server.close(),
  };
}
