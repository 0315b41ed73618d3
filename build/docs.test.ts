// `npm run docs`: the documents and the API become pages that the search indexes.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, inflateSync } from 'node:zlib';
import { Application, TSConfigReader, TypeDocReader } from 'typedoc';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'vanish-docs-'));
afterAll(() => rmSync(folder, { recursive: true }));

let app: Application;
beforeAll(async () => {
  const readers = [new TypeDocReader(), new TSConfigReader()];
  app = await Application.bootstrap({ logLevel: 'Error' }, readers);
  const project = await app.convert();
  app.validate(project!);
  await app.generateDocs(project!, folder);
}, 120_000);

/** The names of the pages that the search indexes. */
function searched(): string[] {
  const script = readFileSync(join(folder, 'assets/search.js'), 'utf8');
  const packed = Buffer.from(/"(?:data:[^,]*,)?([A-Za-z0-9+/=]+)"/.exec(script)![1]!, 'base64');
  const text = (packed[0] === 0x1f ? gunzipSync(packed) : inflateSync(packed)).toString();
  return (JSON.parse(text) as { rows: { name: string }[] }).rows.map(({ name }) => name);
}

test('the docs are built without a warning', () => {
  expect(app.logger.warningCount).toBe(0);
  expect(app.logger.errorCount).toBe(0);
});

test('every document and adapter has a page, and the search finds them', () => {
  const documents = readdirSync('docs').filter((name) => name.endsWith('.md'));
  for (const name of documents) {
    expect(existsSync(join(folder, 'documents', name.replace('.md', '.html')))).toBe(true);
  }
  const names = searched();
  expect(names).toEqual(
    expect.arrayContaining(['createCloak', 'VanishError', 'createCloakProcessor', 'hosting']),
  );
});
