import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const HERE = fileURLToPath(new URL('.', import.meta.url));
let folder: string;
let server = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'npm-'));
});
afterEach(() => {
  if (isThere(server)) process.kill(server, 'SIGKILL');
  rmSync(folder, { recursive: true });
});

test.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGKILL'] as const)(
  'a server ends when npm is killed with %s',
  async (signal) => {
    const script = join(folder, 'server.ts');
    writeFileSync(
      script,
      `import { createServer } from 'node:net';
       import { endWithNpm } from ${JSON.stringify(join(HERE, 'end-with-npm.ts'))};
       const server = createServer().listen(0, () => console.log('serving ' + process.pid));
       endWithNpm(() => process.exit(0));`,
    );
    const tsx = join(HERE, '../../node_modules/tsx/dist/cli.mjs');
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ scripts: { start: `node ${tsx} ${script}` } }),
    );
    const npm = spawn('npm', ['start'], { cwd: folder });
    let said = '';
    npm.stdout.on('data', (text: Buffer) => (said += text.toString()));
    await vi.waitFor(() => expect(said).toMatch(/serving \d+/), { timeout: 20_000 });
    server = Number(/serving (\d+)/.exec(said)![1]);
    expect(isThere(server)).toBe(true);
    npm.kill(signal);
    await once(npm, 'exit');
    await vi.waitFor(() => expect(isThere(server)).toBe(false), { timeout: 10_000 });
  },
  40_000,
);

function isThere(id: number): boolean {
  try {
    return id > 0 && process.kill(id, 0);
  } catch {
    return false;
  }
}
