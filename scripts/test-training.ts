// `npm run test:training -- [pytest's arguments]`: sees to the Python environment, then runs the
// tests of the training package. With --optional it first installs MLflow and what runs a notebook, whose tests are
// skipped without them, as are those that take a minute.
import { join } from 'node:path';
import process from 'node:process';
import { ROOT } from './lib/paths.ts';
import { ensurePython, installOptional } from './lib/python.ts';
import { failWith, run } from './lib/run.ts';

try {
  const python = ensurePython();
  const args = process.argv.slice(2);
  if (args.includes('--optional')) installOptional(python);
  const own = args.filter((arg) => arg !== '--optional');
  process.exitCode = run(python, ['-m', 'pytest', ...own], {
    cwd: join(ROOT, 'training'),
    ...(own.length < args.length && { env: { VANISH_OPTIONAL: '1' } }),
  });
} catch (error) {
  failWith(error);
}
