// `npx tsx scripts/variant-pictures.ts`: makes a small picture of each shipped variant's result, for the variants'
// cards in the page (public/variants). The room was never seen: what shows in the person's place is invented.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { convert, ensureFfmpeg } from './lib/ffmpeg.ts';
import { ROOT } from './lib/paths.ts';
import { failWith, run } from './lib/run.ts';

const SOURCE = join(ROOT, 'docs/never-seen-before.jpg');
const OUT = join(ROOT, 'public/variants');
/** `classic` finds people in live pictures only: photos are cloaked with another variant. */
const VARIANTS = ['guided-lite', 'guided'];
const WIDTH = 480; // px: twice the size in the card

function shrink(from: string, to: string): void {
  convert(from, to, { filters: `scale=${WIDTH}:-2`, quality: 5 });
}

function makePictures(): void {
  ensureFfmpeg();
  mkdirSync(OUT, { recursive: true });
  const made = mkdtempSync(join(tmpdir(), 'vanish-variants-'));
  try {
    shrink(SOURCE, join(OUT, 'before.jpg'));
    for (const id of VARIANTS) {
      const out = join(made, id);
      const args = ['bin/vanish.js', 'cloak', SOURCE, '--out', out, '--variant', id];
      if (run(process.execPath, args) !== 0) throw new Error(`"${id}" made no picture.`);
      shrink(join(out, 'never-seen-before-cloaked.jpg'), join(OUT, `${id}.jpg`));
    }
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

try {
  makePictures();
} catch (error) {
  failWith(error);
}
