// `npx tsx scripts/measure-long.ts [--minutes 60] [--tier wasm] [--out DIR]`: runs the page for an hour with a
// synthetic camera: people come and go, the light changes, the variant is swapped every five minutes, and there is a
// recording in between. Prints, minute by minute, the memory in use, the time per frame and how much of people is left.
// Stores everything in DIR/long.json, rewritten every minute, so that an interrupted run leaves what it has; and the
// frame that shows the most of a person (input, output, truth) in DIR/worst.png. Exits with 1 if a limit is exceeded.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import {
  faultsOf,
  summarise,
  type LongBounds,
  type LongRun,
  type PeopleSummary,
} from '../tests/lib/long-judge.ts';
import { countTextures, LONG_FLAGS } from '../tests/lib/long-memory.ts';
import { longAddress, runLong, type LongPace } from '../tests/lib/long-run.ts';
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

/** Everything happens at least six times, however short the run is. */
function paceOf(seconds: number): LongPace {
  const swapEvery = Math.min(300, seconds / 6);
  return {
    seconds,
    swapEvery,
    lookEvery: Math.min(60, swapEvery / 5),
    recordFrom: swapEvery / 2,
    recordEvery: swapEvery,
    recordFor: swapEvery / 5,
  };
}

async function measureLong(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '60' },
      tier: { type: 'string', default: 'wasm' },
      out: { type: 'string', default: '.cache/long' },
    },
  });
  const out = resolve(values.out);
  mkdirSync(out, { recursive: true });
  ensureFfmpeg();
  process.env.VANISH_TEST_PAGES = '1';
  const flags = values.tier === 'webgpu' ? SOFTWARE_WEBGPU_FLAGS : [];
  const served = await servePage([...LONG_FLAGS, ...flags]);
  try {
    const page = await served.open('about:blank');
    countTextures(page);
    await page.goto(served.addressOf(longAddress(values.tier)));
    const run = await runLong(page, paceOf(60 * Number(values.minutes)), minuteByMinute(out));
    const faults = faultsOf(run, BOUNDS);
    report(run, faults, out);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await served.close();
  }
}

/** @returns a function that prints what is new since the last call, and stores everything */
function minuteByMinute(out: string): (run: LongRun) => void {
  console.log(
    '| s | in use, MB | resident | renderer | GPU | textures | tensors | variant | frames | ms | left at most, % | recorded |',
  );
  console.log(`|${' --- |'.repeat(12)}`);
  let frames = 0;
  let recorded = 0;
  return (run) => {
    const since = run.frames.slice(frames);
    const people = summarise({ ...run, frames: since, recorded: run.recorded.slice(recorded) });
    [frames, recorded] = [run.frames.length, run.recorded.length];
    const { second, inUse, resident, renderer, gpu, textures, tensors, under } = run.held.at(-1)!;
    const numbers = [second, inUse, resident, renderer, gpu, textures, tensors];
    const cells = numbers.map((value) => value.toFixed(0));
    const mean = since.reduce((sum, { latency }) => sum + latency, 0) / since.length;
    cells.push(under ?? '-', String(since.length), mean.toFixed(0), percent(people.shown.most));
    cells.push(percent(people.recorded.most));
    console.log(`| ${cells.join(' | ')} |`);
    keep(run, out);
  };
}

/** @returns the file's path */
function keep(run: LongRun, out: string): string {
  const { worst, ...rest } = run;
  const file = join(out, 'long.json');
  const told = { summary: summarise(run), faults: faultsOf(run, BOUNDS), ...rest };
  writeFileSync(file, JSON.stringify(told));
  if (worst) writeFileSync(join(out, 'worst.png'), worst.split(',')[1]!, 'base64');
  return file;
}

function percent(share: number): string {
  return (100 * share).toFixed(2);
}

function tellPeople(where: string, people: PeopleSummary): void {
  const { pictures, judged, mean, most, at, small, smallShowing, mostOfSmall } = people;
  console.log(
    `${where}: ${pictures} pictures, ${judged} judged; left of the person ${percent(mean)} % in the mean, ${percent(most)} % ` +
      `at most (at ${at.toFixed(1)} s); ${small} with too little of a person, ${smallShowing} of them show more than a ` +
      `quarter of it, ${mostOfSmall.toFixed(0)} px at most`,
  );
}

function report(run: LongRun, faults: string[], out: string): void {
  const summary = summarise(run);
  const file = keep(run, out);
  console.log(`\n${run.given} frames given, ${run.swaps} swaps, ${run.clips.length} recordings`);
  tellPeople('shown', summary.shown);
  tellPeople('recorded', summary.recorded);
  for (const [title, { frames, looks, latency, held }] of Object.entries(summary.variants)) {
    console.log(`${title}: ${frames} frames and ${looks} looks with nothing else going on`);
    for (const [what, { first, last }] of Object.entries({ ...latency, ...held })) {
      console.log(`  ${what}: ${first.toFixed(0)} at first, ${last.toFixed(0)} at last`);
    }
  }
  for (const { path, shown } of run.clips) {
    console.log(`a clip of ${readVideoFile(path).times.length} pictures; ${shown} were shown`);
  }
  for (const sentence of run.sentences) console.log(`the page said: ${sentence}`);
  for (const fault of faults) console.log(`BROKEN: ${fault}`);
  console.log(`written: ${file}`);
}

measureLong().catch(failWith);
