// `npx tsx scripts/measure-long.ts [--minutes 60] [--tier wasm] [--out DIR]`: the page for an hour, with a made camera in
// whose room people come and go and the light changes, a swap every five minutes and a recording in between. Prints
// what is held and how long frames take, minute by minute; writes all of it, and the frame that shows the most of a
// person (input, output, truth). Ends with 1 when a bound is broken.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { faultsOf, summarise, type LongBounds, type LongRun } from '../tests/lib/long-judge.ts';
import { countTextures, LONG_FLAGS } from '../tests/lib/long-memory.ts';
import { longAddress, runLong } from '../tests/lib/long-run.ts';
import { readVideoFile } from '../tests/lib/video-file.ts';
import { SOFTWARE_WEBGPU_FLAGS } from './lib/browser.ts';
import { ensureFfmpeg } from './lib/ffmpeg.ts';
import { failWith } from './lib/run.ts';
import { servePage } from './lib/served-page.ts';

const BOUNDS: LongBounds = {
  residue: 0.25,
  meanResidue: 0.02,
  inUse: 20,
  resident: 200,
  textures: 4,
  tensors: 4,
  slower: 1.5,
};

async function measureLong(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '60' },
      tier: { type: 'string', default: 'wasm' },
      out: { type: 'string', default: '.cache/long' },
    },
  });
  const seconds = 60 * Number(values.minutes);
  ensureFfmpeg();
  process.env.VANISH_TEST_PAGES = '1';
  const flags = values.tier === 'webgpu' ? SOFTWARE_WEBGPU_FLAGS : [];
  const served = await servePage([...LONG_FLAGS, ...flags]);
  try {
    const page = await served.open('about:blank');
    countTextures(page);
    await page.goto(served.addressOf(longAddress(values.tier)));
    console.log(
      '| s | in use, MB | resident | renderer | GPU | textures | tensors | frames | ms |',
    );
    console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
    const pace = {
      seconds,
      swapEvery: Math.min(300, seconds / 6),
      lookEvery: Math.min(60, seconds / 20),
      recordFrom: seconds / 3,
      recordFor: Math.min(300, seconds / 6),
    };
    const run = await runLong(page, pace, (held, frames) => {
      const { second, inUse, resident, renderer, gpu, textures, tensors } = held;
      const mean = frames.reduce((sum, { latency }) => sum + latency, 0) / frames.length;
      const row = [second, inUse, resident, renderer, gpu, textures, tensors, frames.length, mean];
      console.log(`| ${row.map((value) => value.toFixed(0)).join(' | ')} |`);
    });
    const faults = faultsOf(run, BOUNDS);
    report(run, faults, resolve(values.out));
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await served.close();
  }
}

function report(run: LongRun, faults: string[], out: string): void {
  const { worst, ...rest } = run;
  const summary = summarise(run);
  const { residue, latency, shown, withPerson } = summary;
  const clip = run.clip && readVideoFile(run.clip.path);
  mkdirSync(out, { recursive: true });
  const file = join(out, 'long.json');
  writeFileSync(file, JSON.stringify({ summary, faults, ...rest }, undefined, 1));
  if (worst) writeFileSync(join(out, 'worst.png'), worst.split(',')[1]!, 'base64');
  console.log(
    `\n${shown} of ${run.given} frames shown, ${withPerson} with a person; ${run.swaps} swaps`,
  );
  console.log(
    `left of the person: ${(100 * residue.mean).toFixed(2)} % in the mean, ` +
      `${(100 * residue.most).toFixed(1)} % at most (at ${residue.at.toFixed(1)} s)`,
  );
  for (const [which, { first, last }] of Object.entries(latency)) {
    console.log(`ms a frame, ${which}: ${first.toFixed(0)} at first, ${last.toFixed(0)} at last`);
  }
  if (clip)
    console.log(`the recording has ${clip.times.length} pictures, ${run.clip?.shown} were shown`);
  for (const sentence of run.trouble) console.log(`the page said: ${sentence}`);
  for (const fault of faults) console.log(`BROKEN: ${fault}`);
  console.log(`written: ${file}`);
}

measureLong().catch(failWith);
