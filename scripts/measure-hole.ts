// `npx tsx scripts/measure-hole.ts OUT [DATA]`: how tightly the hole fits the people of the real pairs. OUT is what
// `npm run evaluate` wrote for the pairs without their masks, so that the page's segmenter found the people. The
// reference is the masks in DATA/real_pairs (default: ../shared/data next to the repository). Prints means by kind of
// pair.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { HOLE_FILE } from '../src/evaluate/addresses.ts';
import { channelOf, moreThanHalf, ringAround } from '../src/evaluate/metrics/regions.ts';
import type { Picture } from '../src/evaluate/metrics/picture.ts';
import { psnr } from '../src/evaluate/metrics/psnr.ts';
import { residue } from '../src/evaluate/metrics/residue.ts';
import { ensureFfmpeg } from './lib/ffmpeg.ts';
import { ROOT } from './lib/paths.ts';
import { failWith } from './lib/run.ts';

const COLUMNS = {
  'ring dB': 'around the person, in the output',
  'input dB': 'the same of the untouched input',
  'person dB': 'on the person',
  'residue %': 'of the person that is left',
  'beside %': 'visibly changed beside the person, of the person’s size',
  'hole %': 'the hole, of the person’s size',
};
const OUTPUT_FILE = 'output.png';
/** Grey levels of 255: decoders differ by less. */
const VISIBLE = 8;

/** @throws Error if the file cannot be read */
function readPicture(path: string): Picture {
  const probed = run('ffprobe', ['-show_entries', 'stream=width,height', '-of', 'csv=p=0', path]);
  const [width, height] = probed.toString().trim().split(',').map(Number) as [number, number];
  const data = run('ffmpeg', ['-i', path, '-f', 'rawvideo', '-pix_fmt', 'rgba', '-']);
  return { data: new Uint8ClampedArray(data), width, height };
}

function run(program: string, args: string[]): Buffer {
  const { stdout, stderr, status } = spawnSync(program, ['-v', 'error', ...args], {
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr.toString().trim()}`);
  return stdout;
}

/** One pair's figures, in the order of the columns. */
function measure(folder: string, pair: string): number[] {
  const output = readPicture(join(folder, OUTPUT_FILE));
  const hole = moreThanHalf(channelOf(readPicture(join(folder, HOLE_FILE)), 0));
  const [input, clean] = [readPicture(`${pair}_person.jpg`), readPicture(`${pair}_clean.jpg`)];
  const person = moreThanHalf(channelOf(readPicture(`${pair}_mask.png`), 0));
  const alpha = person.map((is) => 255 * is);
  const ring = ringAround(alpha, input.width, input.height);
  let beside = 0;
  let size = 0;
  for (let pixel = 0; pixel < person.length; pixel++) {
    size += person[pixel]!;
    const isVisible = [0, 1, 2].some(
      (c) => Math.abs(output.data[4 * pixel + c]! - input.data[4 * pixel + c]!) > VISIBLE,
    );
    if (isVisible && !person[pixel]) beside++;
  }
  return [
    psnr(output, clean, ring) ?? NaN,
    psnr(input, clean, ring) ?? NaN,
    psnr(output, clean, person) ?? NaN,
    100 * (residue({ input, output, clean }, person) ?? 0),
    (100 * beside) / size,
    (100 * hole.reduce((sum, is) => sum + is, 0)) / size,
  ];
}

try {
  const [out, data = join(ROOT, '..', 'shared', 'data')] = process.argv.slice(2);
  if (!out) throw new Error('Name the folder that `npm run evaluate` wrote the pairs to.');
  ensureFfmpeg();
  const kinds = new Map<string, number[][]>();
  for (const name of readdirSync(out).sort()) {
    const [file, pair] = [join(out, name, OUTPUT_FILE), join(data, 'real_pairs', name)];
    if (!existsSync(file) || !existsSync(`${pair}_mask.png`)) continue;
    const kind = name.split('_')[0]!;
    const figures = measure(join(out, name), pair);
    kinds.set(kind, [...(kinds.get(kind) ?? []), figures]);
  }
  for (const [name, meaning] of Object.entries(COLUMNS)) console.log(`${name}: ${meaning}`);
  console.log(['pairs', 'count', ...Object.keys(COLUMNS)].join('\t'));
  for (const [kind, rows] of kinds) {
    const means = Object.keys(COLUMNS).map(
      (_, column) => rows.reduce((sum, row) => sum + row[column]!, 0) / rows.length,
    );
    console.log([kind, rows.length, ...means.map((value) => value.toFixed(2))].join('\t'));
  }
} catch (error) {
  failWith(error);
}
