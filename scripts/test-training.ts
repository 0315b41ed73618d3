// `npm run test:training -- [pytest's arguments]`: sees to the Python environment, then runs the
// tests of the training package.
import { join } from 'node:path';
import process from 'node:process';
import { ROOT } from './lib/paths.ts';
import { ensurePython } from './lib/python.ts';
import { failWith, run } from './lib/run.ts';

try {
  const python = ensurePython();
  process.exitCode = run(python, ['-m', 'pytest', ...process.argv.slice(2)], {
    cwd: join(ROOT, 'training'),
  });
} catch (error) {
  failWith(error);
}
