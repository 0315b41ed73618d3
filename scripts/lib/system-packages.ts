// System packages (Debian and derivatives): installed only on request, never as a side effect.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { run } from './run.ts';

/** How to request it, for use in sentences. */
export const HOW_TO_ASK = 'With VANISH_INSTALL=1, as root on Debian or Ubuntu, that is done here.';

/** Whether installation was requested: VANISH_INSTALL is 1, or this is a test machine (CI is set). */
export function mayInstall({ CI, VANISH_INSTALL }: NodeJS.ProcessEnv): boolean {
  if (VANISH_INSTALL !== undefined) return VANISH_INSTALL === '1';
  return CI !== undefined && !['', '0', 'false'].includes(CI);
}

/** Installs a package if that was requested and needs no password: as root, with apt. Otherwise does nothing. */
export function installPackage(name: string): void {
  const isRoot = process.getuid?.() === 0;
  if (!mayInstall(process.env) || !isRoot || !existsSync('/usr/bin/apt-get')) return;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  if (run('apt-get', ['update'], { env }) === 0) {
    run('apt-get', ['install', '-y', '--no-install-recommends', name], { env });
  }
}
