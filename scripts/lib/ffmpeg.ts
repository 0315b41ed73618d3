// Finds (or fetches) ffmpeg and ffprobe, which examine the files that the page wrote. The page itself needs neither.
import { spawnSync } from 'node:child_process';
import { HOW_TO_ASK, installPackage } from './system-packages.ts';

const NO_FFMPEG =
  'ffmpeg and ffprobe were not found, and the tests look into recordings with them: install ffmpeg ' +
  '(`apt install ffmpeg`, `brew install ffmpeg`, `winget install ffmpeg`) and try again. ' +
  HOW_TO_ASK;

function isThere(): boolean {
  return ['ffmpeg', 'ffprobe'].every(
    (program) => spawnSync(program, ['-version'], { stdio: 'ignore' }).status === 0,
  );
}

/**
 * Makes sure that ffmpeg and ffprobe are on the path. Installs them if they are missing and that was requested.
 * @throws if they are not available, with what to install
 */
export function ensureFfmpeg(): void {
  if (isThere()) return;
  installPackage('ffmpeg');
  if (!isThere()) throw new Error(NO_FFMPEG);
}
