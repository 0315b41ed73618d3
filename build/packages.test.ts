// The two packages' manifests promise what is built and what the site uses.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import library from '../vite.library.config.ts';
import { listFiles } from './served-folders.ts';
import { fetchedFiles } from './vendor-files.ts';

interface Manifest {
  version: string;
  private?: boolean;
  exports: Record<string, { types: string; default: string } | string>;
  sideEffects: string[];
  dependencies?: object;
  peerDependencies: Record<string, string>;
}

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Manifest;
const root = read('package.json');
const cloak = read('packages/cloak/package.json');
const models = read('packages/cloak-models/package.json');

test('all packages have the same version, and the root is private', () => {
  expect(root.private).toBe(true);
  expect(cloak.version).toBe(root.version);
  expect(models.version).toBe(root.version);
  expect(cloak.peerDependencies['vanish-cloak-models']).toBe(root.version);
});

test('every export has a build entry, and types that TypeScript emits', () => {
  const { lib } = (library as { build: { lib: { entry: Record<string, string> } } }).build;
  const { files } = read('tsconfig.library.json') as unknown as { files: string[] };
  const exported = Object.values(cloak.exports).filter((one) => typeof one === 'object');
  expect(exported.map(({ default: path }) => path)).toEqual(
    Object.keys(lib.entry).map((name) => `./dist/${name}.js`),
  );
  const types = Object.values(lib.entry).map((source) => {
    expect(existsSync(source)).toBe(true);
    expect(files).toContain(source);
    return source.replace(/^src\/(.*)\.ts$/, './dist/types/$1.d.ts');
  });
  expect(exported.map((one) => one.types)).toEqual(types);
});

test('the package has no dependencies, and bundlers keep its parts’ side effects', () => {
  expect(cloak.dependencies).toBeUndefined();
  expect(cloak.sideEffects).toEqual(['./dist/parts/*.js']); // tfjs's backends only register themselves
});

test('the models’ package contains all files that the page fetches, and the licences', () => {
  const files = fetchedFiles.flatMap((served) =>
    listFiles(served).map((path) => served.url + path),
  );
  const { variants } = read('models/catalog.json') as unknown as { variants: string[] };
  for (const id of variants) expect(files).toContain(`/models/${id}/card.json`);
  expect(files.filter((path) => path.endsWith('.wasm'))).toHaveLength(8);
  const licence = readFileSync('LICENSE', 'utf8');
  for (const name of ['cloak', 'cloak-models']) {
    expect(readFileSync(`packages/${name}/LICENSE`, 'utf8')).toBe(licence);
  }
});
