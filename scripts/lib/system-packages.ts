// Packages of the system (Debian's and its like): installed only where somebody asked for it, never on the side.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { run } from './run.ts';

/** How to ask, for sentences. */
export const HOW_TO_ASK = 'With VANISH_INSTALL=1, as root on Debian or Ubuntu, that is done here.';

/** Whether to install was asked for: VANISH_INSTALL is 1, or this is a machine for tests (CI is set). */
export function mayInstall({ CI, VANISH_INSTALL }: NodeJS.ProcessEnv): boolean {
  if (VANISH_INSTALL !== undefined) return VANISH_INSTALL === '1';
  return CI !== undefined && !['', '0', 'false'].includes(CI);
}

/** Installs a package where that was asked for and needs nobody's password: as root, with apt. Else does nothing. */
export function installPackage(name: string): void {
  const isRoot = process.getuid?.() === 0;
  if (!mayInstall(process.env) || !isRoot || !existsSync('/usr/bin/apt-get')) return;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  if (run('apt-get', ['update'], { env }) === 0) {
    run('apt-get', ['install', '-y', '--no-install-recommends', name], { env });
  }
}
