// From photos to a fill on the page: composes, trains twenty steps with a kill in between, exports, and loads the
// result in the browser. The network is wider than any shipped one.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../scripts/lib/paths.ts';
import { ensurePython } from '../../scripts/lib/python.ts';
import { expect, test } from './open-page.ts';

const DATA = join(ROOT, 'tests/fixtures/training');

test('photos become a trained variant that the page runs', async ({ page }) => {
  test.setTimeout(600_000);
  const python = ensurePython();
  const work = mkdtempSync(join(tmpdir(), 'vanish-smoke-'));
  const [run, models, weights] = ['run', 'models', 'weights'].map((name) => join(work, name)) as [
    string,
    string,
    string,
  ];
  const vanish = (...words: string[]) => ['-m', 'vanish', ...words];
  const training = join(ROOT, 'training');
  try {
    const sheet = join(work, 'sheet.png');
    const said = execFileSync(
      python,
      vanish('compose', '--data', DATA, '--out', sheet, '--count', '4'),
      { cwd: training, encoding: 'utf8' },
    );
    expect(said).toContain('people');
    expect(statSync(sheet).size).toBeGreaterThan(50_000);

    const first = spawn(
      python,
      vanish(
        'train',
        'pix2pix',
        '--data',
        DATA,
        '--run',
        run,
        '--config',
        join(DATA, 'smoke.toml'),
      ),
      { cwd: training, detached: true, stdio: 'ignore' },
    );
    const ended = new Promise((resolve) => first.on('exit', resolve));
    while (!existsSync(join(run, 'checkpoint.pt'))) {
      expect(first.exitCode, 'the training ended before its first checkpoint').toBeNull();
      await sleep(50);
    }
    process.kill(-first.pid!, 'SIGKILL'); // it and its data loaders
    await ended;
    execFileSync(python, vanish('train', 'pix2pix', '--data', DATA, '--run', run, '--resume'), {
      cwd: training,
    });
    expect(readFileSync(join(run, 'events.jsonl'), 'utf8')).toContain('Resumed');
    const gallery = readFileSync(join(run, 'index.html'), 'utf8');
    expect(gallery).toContain('Step 20');

    const exported = execFileSync(
      python,
      vanish('export', '--run', run, '--models', models, '--weights', weights),
      { cwd: training, encoding: 'utf8' },
    );
    expect(exported).toContain('agrees with PyTorch');

    await page.route('**/models/**', (route) => {
      const path = new URL(route.request().url()).pathname.split('/models/')[1]!;
      return path.startsWith('smoke/') || path === 'catalog.json'
        ? route.fulfill({ path: join(models, path) })
        : route.fallback();
    });
    await page.goto('/?tier=wasm&source=demo&variant=smoke');
    const engine = page.locator('summary');
    await expect(engine).toContainText('smoke', { timeout: 90_000 });
    await expect(engine).toContainText('frames per second', { timeout: 60_000 });
    await expect(page.locator('canvas.hasPicture')).toBeVisible();
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
