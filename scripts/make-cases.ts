// `npx tsx scripts/make-cases.ts OUT [DATA]`: makes cases for `npm run evaluate` from the real pairs and clips in DATA
// (default: ../shared/data next to the repository), which are not part of it.
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { ROOT } from './lib/paths.ts';
import { failWith } from './lib/run.ts';

/** Copies the files that exist, under their names in a case. */
function makeCase(out: string, name: string, files: Record<string, string>): void {
  const folder = join(out, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, source] of Object.entries(files)) {
    if (existsSync(source)) copyFileSync(source, join(folder, file));
  }
}

function makeCases(out: string, data: string): number {
  const pairs = join(data, 'real_pairs');
  const clips = join(data, 'real_clips');
  for (const folder of [pairs, clips]) {
    if (!existsSync(folder)) {
      throw new Error(
        `"${folder}" does not exist: name the folder with real_pairs and real_clips.`,
      );
    }
  }
  const pairNames = namesOf(pairs, '_person.jpg');
  for (const name of pairNames) {
    // The camera moved between bgm's two photos. A metric would measure that, so they get no clean picture.
    const clean = name.startsWith('bgm') ? '' : join(pairs, `${name}_clean.jpg`);
    makeCase(out, name, {
      'input.jpg': join(pairs, `${name}_person.jpg`),
      'mask.png': join(pairs, `${name}_mask.png`),
      'clean.jpg': clean,
    });
  }
  const clipNames = namesOf(clips, '.mp4');
  for (const name of clipNames) {
    // The room of obo_0.mp4 is real_pairs/obo_plate0.jpg; that of vtest.mp4 is next to it, in vtest_clean.jpg.
    const plate = join(pairs, `${name.replace('_', '_plate')}.jpg`);
    const beside = join(clips, `${name}_clean.jpg`);
    makeCase(out, name, {
      'clip.mp4': join(clips, `${name}.mp4`),
      'clean.jpg': existsSync(plate) ? plate : beside,
    });
  }
  return pairNames.length + clipNames.length;
}

/** The files of a folder with this ending, named without it. */
function namesOf(folder: string, ending: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

try {
  const [out, data = join(ROOT, '..', 'shared', 'data')] = process.argv.slice(2);
  if (!out) throw new Error('Say where the cases go: npx tsx scripts/make-cases.ts OUT [DATA]');
  console.log(`${makeCases(resolve(out), resolve(data))} cases are in ${resolve(out)}.`);
} catch (error) {
  failWith(error);
}
