// A Vite plugin for the preview server: serves the cases' files to the evaluation's worker, and writes what it sends
// back. It gives no access to anything else on the disk.
import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Connect, Plugin } from 'vite';
import { ISOLATION_HEADERS } from '../../build/headers.ts';
import {
  CASES,
  FRAMES_FILE,
  HOLE_FILE,
  OUTPUT_FILES,
  RESULTS,
  parseAddress,
} from '../../src/evaluate/addresses.ts';
import type { Case } from '../../src/evaluate/messages.ts';

const CONTENT_TYPES: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.mp4': 'video/mp4',
};

export interface CaseServerOptions {
  cases: Case[];
  /** The folder of the cases' folders. */
  directory: string;
  /** Where to create a folder per case. */
  out: string;
}

/** The requested file, if it belongs to a case. */
export function findCaseFile(
  { cases, directory }: CaseServerOptions,
  path: string,
): string | undefined {
  const address = parseAddress(CASES, path);
  const found = cases.find(({ name }) => name === address?.caseName);
  const files: (string | undefined)[] = found ? [found.input, found.mask, found.clean] : [];
  if (!address || !files.includes(address.file)) return undefined;
  return join(directory, address.caseName, address.file);
}

/** A result's folder and name, if an evaluation may write it. */
export function findResultFile(
  { cases, out }: CaseServerOptions,
  path: string,
): { folder: string; file: string } | undefined {
  const address = parseAddress(RESULTS, path);
  if (!address || ![...OUTPUT_FILES, HOLE_FILE, FRAMES_FILE].includes(address.file))
    return undefined;
  if (!cases.some(({ name }) => name === address.caseName)) return undefined;
  return { folder: join(out, address.caseName), file: address.file };
}

function serve(options: CaseServerOptions): Connect.NextHandleFunction {
  return (request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const wanted = request.method === 'GET' ? findCaseFile(options, pathname) : undefined;
    const result = request.method === 'PUT' ? findResultFile(options, pathname) : undefined;
    if (!wanted && !result) return next();

    const fail = (error: Error) => {
      response.statusCode = 500;
      response.end(error.message);
    };
    if (wanted) {
      for (const [name, value] of Object.entries(ISOLATION_HEADERS))
        response.setHeader(name, value);
      response.setHeader('Content-Type', CONTENT_TYPES[extname(wanted)] ?? '');
      createReadStream(wanted).on('error', fail).pipe(response);
    } else if (result) {
      mkdirSync(result.folder, { recursive: true });
      // An earlier evaluation's output in another format would pass for this one's.
      const isOutput = OUTPUT_FILES.includes(result.file);
      const replaced = isOutput ? [...OUTPUT_FILES, HOLE_FILE] : [result.file];
      for (const file of replaced) rmSync(join(result.folder, file), { force: true });
      const written = pipeline(request, createWriteStream(join(result.folder, result.file)));
      written.then(() => response.end(), fail);
    }
  };
}

/** See the head of this file. */
export function caseServer(options: CaseServerOptions): Plugin {
  return {
    name: 'vanish:case-server',
    configurePreviewServer(server) {
      server.middlewares.use(serve(options));
    },
  };
}
