// Keeps training/.venv, the Python environment of the training package, in step with its lock file. The package's
// content and training are none of its business.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT } from './paths.ts';
import { run } from './run.ts';

const OLDEST_MINOR = 11;
const NEEDED = `Python 3.${OLDEST_MINOR} or newer`;

/** The packages without torch. */
const COMMON = 'requirements.lock';
/** torch: the CPU build, used if pip can get it, and the one that every index has. */
const TORCH_CPU = 'requirements-torch-cpu.lock';
const TORCH = 'requirements-torch.lock';
/** MLflow, and what it takes to run a notebook. */
const OPTIONAL = 'requirements-optional.lock';

/** The name of a Python that is new enough. @throws if there is none */
function systemPython(): string {
  const names = process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python'];
  const test = `import sys; sys.exit(sys.version_info < (3, ${OLDEST_MINOR}))`;
  const found = names.find((name) => spawnSync(name, ['-c', test]).status === 0);
  if (!found) throw new Error(`Training needs ${NEEDED}, which was not found: please install it.`);
  return found;
}

/**
 * The path of the environment's Python, ready for use. Creates the environment if there is none, and installs the
 * locked packages if a lock has changed since the last time. Only packages whose hash is in a lock are installed.
 * @param training the package's folder; default: training/ of this repository
 * @param start runs a program to its end and returns its exit code; for tests
 * @throws with a sentence if Python is missing or too old, or an installation fails
 */
export function ensurePython(training = join(ROOT, 'training'), start: typeof run = run): string {
  const environment = join(training, '.venv');
  const isWindows = process.platform === 'win32';
  const python = join(environment, isWindows ? 'Scripts/python.exe' : 'bin/python');
  const noted = join(environment, '.lock-hash');

  const hash = hashOf(training);
  const isCurrent = existsSync(noted) && readFileSync(noted, 'utf8').trim() === hash;
  if (existsSync(python) && isCurrent) return python;

  const mustRun = (command: string, args: string[], sentence: string): void => {
    if (start(command, args) !== 0) throw new Error(sentence);
  };
  const pip = ['-m', 'pip', '--disable-pip-version-check', 'install', '--quiet', '--no-deps'];
  const fromLock = (lock: string) => ['--require-hashes', '-r', join(training, lock)];

  if (!existsSync(python)) {
    mustRun(
      systemPython(),
      ['-m', 'venv', environment],
      `${environment} could not be created: please install Python's venv module.`,
    );
  }
  const hasCpuBuild = start(python, [...pip, '-qqq', '--dry-run', ...fromLock(TORCH_CPU)]) === 0;
  for (const lock of [COMMON, hasCpuBuild ? TORCH_CPU : TORCH]) {
    mustRun(
      python,
      [...pip, ...fromLock(lock)],
      `The packages in ${join(training, lock)} could not be installed: what pip says above tells why.`,
    );
  }
  mustRun(
    python,
    [...pip, '--no-build-isolation', '-e', training], // built with the locked setuptools
    `The training package in ${training} could not be installed.`,
  );
  writeFileSync(noted, `${hash}\n`); // last, so that an interrupted set-up is repeated
  return python;
}

/**
 * Installs what only some tests need, from its own lock.
 * @throws with a sentence if that fails
 */
export function installOptional(
  python: string,
  training = join(ROOT, 'training'),
  start: typeof run = run,
): void {
  const lock = join(training, OPTIONAL);
  const pip = ['-m', 'pip', '--disable-pip-version-check', 'install', '--quiet', '--no-deps'];
  if (start(python, [...pip, '--require-hashes', '-r', lock]) !== 0) {
    throw new Error(
      `The packages in ${lock} could not be installed: what pip says above tells why.`,
    );
  }
}

/** One hash over all lock files. @throws if one of them is missing */
function hashOf(training: string): string {
  const hash = createHash('sha256');
  for (const name of [COMMON, TORCH_CPU, TORCH]) {
    const lock = join(training, name);
    if (!existsSync(lock)) throw new Error(`${lock} is missing: it lists what training needs.`);
    hash.update(readFileSync(lock));
  }
  return hash.digest('hex');
}
