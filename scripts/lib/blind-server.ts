// A Vite plugin for the preview server: serves the blind test's pictures under names that reveal nothing, and the truth
// about one of them on request.
import { randomInt, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Connect, Plugin } from 'vite';
import { PICTURE, PICTURES, TRUTH } from '../../src/blind-test/addresses.ts';
import type { Case } from '../../src/evaluate/messages.ts';

export interface BlindPicture {
  /** The only name that the page learns. */
  token: string;
  file: string;
  /** Whether it is a photograph of the empty room, as opposed to a cloaked picture. */
  isReal: boolean;
}

/**
 * One picture of every case that has both a clean and a cloaked one: half of them real, at random, in random order.
 * @param directory the folder of the cases' folders @param results the evaluation's output folder
 * @throws Error with a sentence if there are none
 */
export function choosePictures(cases: Case[], directory: string, results: string): BlindPicture[] {
  const pairs = cases.flatMap(({ name, kind, clean }) => {
    const cloaked = join(results, name, 'output.png');
    return kind === 'pair' && clean && existsSync(cloaked)
      ? [{ real: join(directory, name, clean), cloaked }]
      : [];
  });
  if (pairs.length === 0) {
    throw new Error(
      `"${results}" holds no cloaked pair of "${directory}": run \`npm run evaluate\` with both first.`,
    );
  }
  return shuffled(pairs)
    .map(({ real, cloaked }, i) => {
      const isReal = i % 2 === 0;
      return { token: randomUUID(), file: isReal ? real : cloaked, isReal };
    })
    .sort((a, b) => (a.token < b.token ? -1 : 1));
}

function shuffled<Item>(items: Item[]): Item[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}

/** The answer to a request for this path: JSON, a file, or nothing if it is not this server's. */
export function answerTo(
  pictures: BlindPicture[],
  path: string,
): { json: unknown } | { file: string } | undefined {
  if (path === PICTURES) return { json: pictures.map(({ token }) => token) };
  const of = (prefix: string) => pictures.find(({ token }) => path === prefix + token);
  const shown = of(PICTURE);
  if (shown) return { file: shown.file };
  const told = of(TRUTH);
  return told && { json: told.isReal };
}

function serve(pictures: BlindPicture[]): Connect.NextHandleFunction {
  return (request, response, next) => {
    const answer = answerTo(pictures, new URL(request.url ?? '/', 'http://localhost').pathname);
    if (!answer) return next();
    response.setHeader('Cache-Control', 'no-store');
    if ('json' in answer) {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(answer.json));
      return;
    }
    response.setHeader(
      'Content-Type',
      extname(answer.file) === '.png' ? 'image/png' : 'image/jpeg',
    );
    createReadStream(answer.file)
      .on('error', ({ message }) => {
        response.statusCode = 500;
        response.end(message);
      })
      .pipe(response);
  };
}

/** See the head of this file. */
export function blindServer(pictures: BlindPicture[]): Plugin {
  return {
    name: 'vanish:blind-server',
    configurePreviewServer(server) {
      server.middlewares.use(serve(pictures));
    },
  };
}
