// Films that ffmpeg makes of the fake webcam's clip while the tests run, in every form that matters.
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const CLIP = resolve('tests/fixtures/obo.mjpeg');
const folder = mkdtempSync(join(tmpdir(), 'vanish-films-'));

/** VP9 and Opus: every Chromium plays them, in MP4 too. */
const VIDEO = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1M'];
const AUDIO = ['-c:a', 'libopus', '-b:a', '64k'];

function ffmpeg(args: string[], name: string): string {
  const path = join(folder, name);
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-y', ...args, path]);
  if (status !== 0) throw new Error(`ffmpeg failed: ${stderr.toString()}`);
  return path;
}

export interface FilmRecipe {
  /** With the ending of its container. */
  name: string;
  seconds: number;
  rate?: number;
  /** ffmpeg's video filters, after the scaling to 15 frames a second. */
  filters?: string;
  /** Whether there is a tone, and when it begins (s). */
  sound?: { from: number };
  /** When the picture begins, s. */
  from?: number;
  more?: string[];
}

/** @returns the file's path */
export function makeFilm(recipe: FilmRecipe): string {
  const { name, seconds, rate = 15, filters = 'null', sound, from = 0, more = [] } = recipe;
  const picture = ['-itsoffset', String(from), '-stream_loop', '-1', '-r', String(rate)];
  const length = ['-t', String(seconds)];
  const tone = sound
    ? [
        '-itsoffset',
        String(sound.from),
        '-f',
        'lavfi',
        '-i',
        `sine=f=440:d=${seconds - sound.from}`,
      ]
    : [];
  const maps = sound ? ['-map', '0:v', '-map', '1:a', ...AUDIO] : [];
  const view = ['-vf', filters, '-fps_mode', 'passthrough', ...VIDEO, '-pix_fmt', 'yuv420p'];
  const input = [...picture, ...length, '-f', 'mjpeg', '-i', CLIP];
  return ffmpeg([...input, ...tone, ...maps, ...view, ...more], name);
}

/** The film with a flag that says how it is to be turned. */
export function turned(path: string, degrees: number, name: string): string {
  return ffmpeg(['-display_rotation', String(degrees), '-i', path, '-c', 'copy'], name);
}

/** A sound without a picture. */
export function soundOnly(name: string): string {
  return ffmpeg(['-f', 'lavfi', '-i', 'sine=f=440:d=1', ...AUDIO], name);
}

/** A checksum of the packets of the sound, as they are in the file. */
export function soundOf(path: string): string {
  const args = ['-v', 'error', '-i', path, '-map', '0:a', '-c', 'copy', '-f', 'md5', '-'];
  const { status, stdout, stderr } = spawnSync('ffmpeg', args);
  if (status !== 0) throw new Error(`ffmpeg failed: ${stderr.toString()}`);
  return stdout.toString();
}
