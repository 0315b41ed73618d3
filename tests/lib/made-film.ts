// Films that ffmpeg makes from the fake webcam's clip while the tests run, in every form that matters.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ffmpeg } from '../../scripts/lib/ffmpeg.ts';

const CLIP = resolve('tests/fixtures/obo.mjpeg');
const ROOM = resolve('tests/fixtures/obo-clean.jpg');
const folder = mkdtempSync(join(tmpdir(), 'vanish-films-'));

/** VP9 and Opus: every Chromium plays them, even in MP4. */
const VIDEO = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1M'];
const AUDIO = ['-c:a', 'libopus', '-b:a', '64k'];

function make(args: string[], name: string): string {
  const path = join(folder, name);
  ffmpeg([...args, path]);
  return path;
}

export interface FilmRecipe {
  /** With the extension of its container. */
  name: string;
  seconds: number;
  rate?: number;
  /** ffmpeg's video filters, applied after conversion to 15 frames a second. */
  filters?: string;
  /** The start of a tone (s), if there is one. */
  sound?: { from: number };
  more?: string[];
}

/** @returns the file's path */
export function makeFilm(recipe: FilmRecipe): string {
  const { name, seconds, rate = 15, filters = 'null', sound, more = [] } = recipe;
  const picture = ['-stream_loop', '-1', '-r', String(rate)];
  const length = ['-t', String(seconds)];
  const offset = sound ? ['-itsoffset', String(sound.from)] : [];
  const tone = sound ? ['-f', 'lavfi', '-i', `sine=f=440:d=${seconds - sound.from}`] : [];
  const maps = sound ? ['-map', '0:v', '-map', '1:a', ...AUDIO] : [];
  const view = ['-vf', filters, '-fps_mode', 'passthrough', ...VIDEO, '-pix_fmt', 'yuv420p'];
  const input = [...picture, ...length, '-f', 'mjpeg', '-i', CLIP];
  return make([...input, ...offset, ...tone, ...maps, ...view, ...more], name);
}

/** That film's room without anybody, through the same filters, nearly lossless. @returns the file's path */
export function makeRoomFilm({ name, seconds, rate = 15, filters = 'null' }: FilmRecipe): string {
  const input = ['-loop', '1', '-r', String(rate), '-t', String(seconds), '-i', ROOM];
  const view = ['-vf', filters, '-fps_mode', 'passthrough', '-pix_fmt', 'yuv420p'];
  return make([...input, ...view, '-c:v', 'mjpeg', '-q:v', '2'], name);
}

/**
 * An MP4 with one track and the rotation flag of a camera held upright: a quarter turn clockwise. ffmpeg's option for
 * it varies between versions, so the matrix is written by hand (ISO 14496-12, 8.3.2).
 */
export function turned(path: string, name: string): string {
  const file = readFileSync(path);
  const [one, end] = [1 << 16, 1 << 30];
  const matrix = [0, one, 0, -one, 0, 0, 0, 0, end];
  const at = file.indexOf('tkhd') + 44; // the matrix in a box of version 0
  matrix.forEach((value, i) => file.writeInt32BE(value, at + 4 * i));
  writeFileSync(join(folder, name), file);
  return join(folder, name);
}

/** The film from this second on, without re-encoding: an edit list hides what comes before. */
export function trimmed(path: string, name: string, from: number): string {
  return make(['-ss', String(from), '-i', path, '-c', 'copy'], name);
}

/** An MP4 whose edit lists show this many seconds of it. */
export function cutShort(path: string, name: string, seconds: number): string {
  const file = readFileSync(path);
  for (let at = file.indexOf('elst'); at >= 0; at = file.indexOf('elst', at + 4)) {
    file.writeUInt32BE(1000 * seconds, at + 12); // of the first edit; ffmpeg counts in ms
  }
  writeFileSync(join(folder, name), file);
  return join(folder, name);
}

/** VP8 with pictures that are never shown, as two-pass encoding makes them. */
export function withHiddenFrames(name: string, seconds: number): string {
  const log = join(folder, 'passes');
  const length = ['-stream_loop', '-1', '-r', '15', '-t', String(seconds)];
  const input = [...length, '-f', 'mjpeg', '-i', CLIP];
  const hidden = { '-auto-alt-ref': 1, '-lag-in-frames': 25, '-arnr-maxframes': 7, '-g': 150 };
  const options = Object.entries(hidden).flat().map(String);
  const codec = ['-c:v', 'libvpx', '-b:v', '500k', '-pix_fmt', 'yuv420p', ...options];
  const common = [...input, '-vf', 'scale=320:180', ...codec, '-passlogfile', log];
  make([...common, '-pass', '1'], `first-${name}`);
  return make([...common, '-pass', '2'], name);
}

/** A sound without a picture. */
export function soundOnly(name: string): string {
  return make(['-f', 'lavfi', '-i', 'sine=f=440:d=1', ...AUDIO], name);
}

/** A checksum of the sound's packets as they are in the file. */
export function soundOf(path: string): string {
  const args = ['-v', 'error', '-i', path, '-map', '0:a', '-c', 'copy', '-f', 'md5', '-'];
  const { status, stdout, stderr } = spawnSync('ffmpeg', args);
  if (status !== 0) throw new Error(`ffmpeg failed: ${stderr.toString()}`);
  return stdout.toString();
}
