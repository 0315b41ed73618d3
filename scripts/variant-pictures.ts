// `npx tsx scripts/variant-pictures.ts`: makes a small picture of each shipped variant's result, for the variants'
// cards in the page (public/variants). The room was never seen: what shows in the person's place is invented.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { convert, ensureFfmpeg } from './lib/ffmpeg.ts';
import { ROOT } from './lib/paths.ts';
import { failWith, run } from './lib/run.ts';

const SOURCE = join(ROOT, 'docs/never-seen-before.jpg');
const OUT = join(ROOT, 'public/variants');
/** They fill a hole that they are given: the picture is cloaked as a photo is. */
const FILLING = ['guided-lite', 'guided'];
/** They find the person themselves, which photos do not let them: the picture is cloaked as a live frame is. */
const FINDING = ['classic'];
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
const WIDTH = 480; // px: twice the size in the card

function shrink(from: string, to: string): void {
  convert(from, to, { filters: `scale=${WIDTH}:-2`, quality: 5 });
}

function cloakPhoto(id: string, out: string): string {
  const args = ['bin/vanish.js', 'cloak', SOURCE, '--out', out, '--variant', id];
  if (run(process.execPath, args) !== 0) throw new Error(`"${id}" made no picture.`);
  return join(out, 'never-seen-before-cloaked.jpg');
}

function cloakFrame(id: string, out: string): string {
  const cases = join(out, 'cases');
  mkdirSync(join(cases, 'room'), { recursive: true });
  copyFileSync(SOURCE, join(cases, 'room/input.jpg'));
  const options = ['--cases', cases, '--out', out, '--variant', id, '--features', 'off'];
  const args = [TSX, 'scripts/evaluate.ts', ...options];
  if (run(process.execPath, args) !== 0) throw new Error(`"${id}" made no picture.`);
  return join(out, 'room/output.png');
}

function makePictures(): void {
  ensureFfmpeg();
  mkdirSync(OUT, { recursive: true });
  const made = mkdtempSync(join(tmpdir(), 'vanish-variants-'));
  try {
    shrink(SOURCE, join(OUT, 'before.jpg'));
    for (const id of FILLING) shrink(cloakPhoto(id, join(made, id)), join(OUT, `${id}.jpg`));
    for (const id of FINDING) shrink(cloakFrame(id, join(made, id)), join(OUT, `${id}.jpg`));
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

try {
  makePictures();
} catch (error) {
  failWith(error);
}
