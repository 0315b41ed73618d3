// `npm run test:training -- [pytest's arguments]`: sets up the Python environment, checks the training package's
// format, lint and types, and runs its tests. With arguments for pytest, it only runs the tests. With --optional, it
// first installs MLflow and what it takes to run a notebook. Their tests are skipped without, and so are those that
// take a minute.
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
  const cwd = join(ROOT, 'training');
  const checks = [['ruff', 'format', '--check', '.'], ['ruff', 'check', '.'], ['mypy']];
  const failed = (own.length ? [] : checks).filter(
    (words) => run(python, ['-m', ...words], { cwd }) !== 0,
  );
  const tests = run(python, ['-m', 'pytest', ...own], {
    cwd,
    ...(own.length < args.length && { env: { VANISH_OPTIONAL: '1' } }),
  });
  for (const words of failed)
    console.error(`"${words.join(' ')}" reported the errors listed above.`);
  process.exitCode = failed.length ? 1 : tests;
} catch (error) {
  failWith(error);
}
