// Finds (or fetches) ffmpeg and ffprobe, which look into the files that the page wrote. The page itself
// needs neither.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { run } from './run.ts';

const NO_FFMPEG =
  'ffmpeg and ffprobe were not found, and the tests look into recordings with them: install ffmpeg ' +
  '(`apt install ffmpeg`, `brew install ffmpeg`, `winget install ffmpeg`) and try again.';

function isThere(): boolean {
  return ['ffmpeg', 'ffprobe'].every(
    (program) => spawnSync(program, ['-version'], { stdio: 'ignore' }).status === 0,
  );
}

/**
 * Sees to ffmpeg and ffprobe on the path: as root, with apt, where they are missing.
 * @throws if they cannot be had, with what to install
 */
export function ensureFfmpeg(): void {
  if (isThere()) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    if (run('apt-get', ['update'], { env }) === 0) {
      run('apt-get', ['install', '-y', '--no-install-recommends', 'ffmpeg'], { env });
    }
  }
  if (!isThere()) throw new Error(NO_FFMPEG);
}
