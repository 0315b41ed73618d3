// The packages as other programs use them. Their content is checked every time. Every night they are packed and
// installed into a fresh Vite project outside the repository, which applies the cloak to a camera in every available
// way.
import { execFile, type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { ROOT } from '../../scripts/lib/paths.ts';
import { expect, test } from './open-page.ts';
import { CAMERA, expectPersonGone, pictureOfVideo } from './person-gone.ts';

const CLOAK = join(ROOT, 'packages/cloak');
const MODELS = join(ROOT, 'packages/cloak-models');
const PORT = 4318;
/** Tolerance for pictures that went through a call, or a canvas of another size, and are less sharp, grey levels. */
const TOLERANCE = 6;

async function npm(folder: string, ...args: string[]): Promise<string> {
  const options = { cwd: folder, maxBuffer: 1e8 };
  return (await promisify(execFile)('npm', args, options)).stdout;
}

test('the package contains its modules, workers, types and licences, and no code of the page', async () => {
  const said = await npm(CLOAK, 'pack', '--dry-run', '--json', '--ignore-scripts');
  const [packed] = JSON.parse(said.slice(said.indexOf('['))) as [{ files: { path: string }[] }];
  const paths = packed.files.map(({ path }) => path);
  const names = ['index', 'livekit', 'jitsi', 'twilio', 'stream'];
  for (const name of names) expect(paths).toContain(`dist/${name}.js`);
  expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist/licenses.md']));
  expect(paths.filter((path) => /^dist\/parts\/engine-worker-.+\.js$/.test(path))).toHaveLength(1);
  const outside =
    /^(dist\/(parts\/)?[^/]+\.(js|md)|dist\/types\/.+\.d\.ts|[A-Z]+(\.md)?|package\.json)$/;
  expect(paths.filter((path) => !outside.test(path))).toEqual([]);
  const code = paths
    .filter((path) => path.endsWith('.js'))
    .map((path) => readFileSync(join(CLOAK, path), 'utf8'));
  for (const stranger of ['svelte', 'mediabunny']) {
    expect(code.filter((text) => text.toLowerCase().includes(stranger))).toEqual([]);
  }
  const { messages, pkg } = await publint({ pkgDir: CLOAK, strict: true, pack: 'npm' });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test(
  'both packages cloak a camera in every way when installed into a fresh Vite project',
  { tag: '@nightly' },
  async ({ openPage }, info) => {
    test.setTimeout(900_000);
    const folder = mkdtempSync(join(tmpdir(), 'vanish-project-'));
    let server: ChildProcess | undefined;
    try {
      cpSync(join(ROOT, 'tests/fixtures/vite-project'), folder, { recursive: true });
      const versions = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
        devDependencies: Record<string, string>;
      };
      const { vite, typescript, 'livekit-client': livekit } = versions.devDependencies;
      writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
      for (const source of [CLOAK, MODELS]) await npm(source, 'pack', '--pack-destination', folder);
      const packed = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
      expect(packed).toHaveLength(2);
      for (const name of packed) {
        const megabytes = (statSync(join(folder, name)).size / 1e6).toFixed(1);
        info.annotations.push({ type: 'size', description: `${name}: ${megabytes} MB` });
        console.log(`${name}: ${megabytes} MB`);
      }
      await npm(
        folder,
        'install',
        '--no-audit',
        '--no-fund',
        ...packed.map((name) => `./${name}`),
        `vite@${vite}`,
        `typescript@${typescript}`,
        `livekit-client@${livekit}`,
      );
      await npm(folder, 'exec', '--', 'vanish-cloak-models', 'public/vanish');
      // livekit-client's own types have gaps; ours and the program's have none.
      const said = await npm(folder, 'exec', '--', 'tsc', '--pretty', 'false').catch(
        ({ stdout }: { stdout: string }) => stdout,
      );
      const ours = said.split('\n').filter((line) => /error/.test(line));
      expect(ours.filter((line) => !line.includes('livekit-client'))).toEqual([]);
      await npm(folder, 'exec', '--', 'vite', 'build');
      const script = join(folder, 'node_modules/vite/bin/vite.js');
      const words = ['preview', '--host', 'localhost', '--port', `${PORT}`, '--strictPort'];
      server = spawn(process.execPath, [script, ...words], { cwd: folder, stdio: 'ignore' });

      const page = await openPage(CAMERA, { baseURL: `http://localhost:${PORT}` });
      await expect(() => page.goto('/')).toPass({ timeout: 30_000 });
      expect(await page.evaluate(() => window.findCode('nobody'))).toBe('unknown-variant');
      for (const way of ['call', 'livekit', 'jitsi', 'twilio', 'stream'] as const) {
        await test.step(way, async () => {
          await page.evaluate((name) => window.show(name), way);
          await expect
            .poll(() => page.evaluate(() => document.querySelector('video')!.videoWidth), {
              timeout: 100_000,
            })
            .toBeGreaterThan(2);
          await page.waitForTimeout(8000); // the room is learned, and the call becomes sharp
          await expectPersonGone(page, await pictureOfVideo(page), TOLERANCE);
        });
      }
    } finally {
      server?.kill();
      rmSync(folder, { recursive: true });
    }
  },
);

declare global {
  interface Window {
    show: (way: string) => Promise<void>;
    findCode: (variant: string) => Promise<string | undefined>;
  }
}
