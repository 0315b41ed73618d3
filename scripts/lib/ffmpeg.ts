// Finds (or fetches) ffmpeg and ffprobe, which make the files that tests and measurements open, and examine those that
// the page wrote. The page itself needs neither.
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

/** @throws with what ffmpeg says */
export function ffmpeg(args: string[]): void {
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-y', ...args]);
  if (status !== 0) throw new Error(`ffmpeg failed: ${stderr.toString()}`);
}

export interface Conversion {
  /** Where to begin in the input, s. Default: at its start. */
  from?: number;
  /** How many pictures to take. Default: all. */
  frames?: number;
  /** ffmpeg's video filters. Default: none. */
  filters?: string;
  /** Of JPEG and motion JPEG: 2 (best) to 31. Default: ffmpeg's. */
  quality?: number;
  /** Further options of the output, such as its codec. */
  more?: string[];
}

/** Converts a picture or film into what the target's extension says. @returns the target's path */
export function convert(source: string, target: string, conversion: Conversion): string {
  const { from, frames, filters, quality, more = [] } = conversion;
  const start = from === undefined ? [] : ['-ss', String(from)];
  const count = frames === undefined ? [] : ['-frames:v', String(frames)];
  const view = filters === undefined ? [] : ['-vf', filters];
  const fineness = quality === undefined ? [] : ['-q:v', String(quality)];
  ffmpeg([...start, '-i', source, ...count, ...view, ...fineness, ...more, target]);
  return target;
}
