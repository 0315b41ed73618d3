// Keeps training/.venv, the Python environment of the training package, in step with its lock file.
// What is in the package, and how it is trained, is training's own business.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT } from './paths.ts';
import { run } from './run.ts';

const OLDEST_MINOR = 11;
const NEEDED = `Python 3.${OLDEST_MINOR} or newer`;

/** Runs a step of the set-up; @throws with the given sentence when it fails */
function mustRun(command: string, args: string[], sentence: string): void {
  if (run(command, args) !== 0) throw new Error(sentence);
}

/** The name of a Python that is new enough. @throws if there is none */
function systemPython(): string {
  const names = process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python'];
  const test = `import sys; sys.exit(sys.version_info < (3, ${OLDEST_MINOR}))`;
  const found = names.find((name) => spawnSync(name, ['-c', test]).status === 0);
  if (!found) throw new Error(`Training needs ${NEEDED}, which was not found: please install it.`);
  return found;
}

/**
 * The path of the environment's Python, ready for use. Creates the environment if there is none and
 * installs the locked packages if the lock has changed since they were installed.
 * @param training the package's folder; default: training/ of this repository
 * @throws with a sentence if Python is missing or too old, or an installation fails
 */
export function ensurePython(training = join(ROOT, 'training')): string {
  const environment = join(training, '.venv');
  const isWindows = process.platform === 'win32';
  const python = join(environment, isWindows ? 'Scripts/python.exe' : 'bin/python');
  const lock = join(training, 'requirements.lock');
  const noted = join(environment, '.lock-hash');

  if (!existsSync(lock)) throw new Error(`${lock} is missing: it lists what training needs.`);
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex');
  const isCurrent = existsSync(noted) && readFileSync(noted, 'utf8').trim() === hash;
  if (existsSync(python) && isCurrent) return python;

  if (!existsSync(python)) {
    mustRun(
      systemPython(),
      ['-m', 'venv', environment],
      `${environment} could not be created: please install Python's venv module.`,
    );
  }
  const pip = ['-m', 'pip', '--disable-pip-version-check', 'install', '--quiet'];
  mustRun(python, [...pip, '-r', lock], `The packages in ${lock} could not be installed.`);
  mustRun(
    python,
    [...pip, '--no-deps', '-e', training],
    `The training package in ${training} could not be installed.`,
  );
  writeFileSync(noted, `${hash}\n`); // last, so that a set-up cut short is done again
  return python;
}
