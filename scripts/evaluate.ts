// `npm run evaluate -- --cases DIR --out DIR [...]`: runs pictures and clips through the page's pipeline, in a real
// browser, and measures the results. Writes OUT/<case>/output.*, for pictures also hole.png, and OUT/metrics.json.
// lib/cases.ts defines what a case is, and src/evaluate/metrics/measure.ts what is measured.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import type { Tier } from '../src/tier.ts';
import type { CaseResult } from '../src/evaluate/messages.ts';
import { means, medians } from '../src/evaluate/metrics/means.ts';
import { findCases, type FailedCase } from './lib/cases.ts';
import { readOptions } from './lib/evaluate-options.ts';
import { openEvaluationPage } from './lib/evaluation-page.ts';
import { measureFeatures, withFeatures, type FillFeatures } from './lib/fill-features.ts';
import { failWith } from './lib/run.ts';

async function evaluate(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const { variant, refiner, finder, pictureFinder, bodies, backend, plate, texture } = options;
  const { limitFrames, features } = options;
  const directory = resolve(options.cases);
  const out = resolve(options.out);
  const { cases, failed } = findCases(directory);
  failed.forEach(sayFailure);
  mkdirSync(out, { recursive: true });

  const results: CaseResult[] = [];
  let used: { tier?: Tier; variant?: string; refiner?: string } = {
    tier: backend,
    variant,
    refiner,
  };
  const page = await openEvaluationPage({
    cases,
    directory,
    out,
    backend,
    report: sayOnce(),
  });
  try {
    for (const [index, evaluated] of cases.entries()) {
      console.log(`${index + 1}/${cases.length} ${evaluated.name} (${evaluated.kind})`);
      // All cases use the variant and tier of the first: numbers in one table must be comparable.
      const answer = await page.evaluate({
        case: evaluated,
        ...used,
        finder,
        pictureFinder,
        findsBodies: bodies === 'on',
        limitFrames,
        remember: plate === 'on',
        texture: texture === 'on',
      });
      if (answer.kind === 'done') {
        if (results.length === 0) console.log(`  with ${answer.variant}: ${answer.reason}`);
        used = { tier: answer.tier, variant: answer.variant, refiner: answer.refiner ?? 'none' };
        results.push(answer.result);
        console.log(`  ${summary(answer.result)}`);
      } else {
        const problem = { name: evaluated.name, sentence: answer.sentence };
        if (answer.fatal) throw new Error(answer.sentence);
        failed.push(problem);
        sayFailure(problem);
      }
    }
  } finally {
    await page.close();
  }

  const found = features === 'on' ? tryFeatures(directory, out, results) : undefined;
  const complete = found ? withFeatures(results, found) : results;
  const metrics = complete.map((result) => result.metrics);
  const table = {
    backend: used.tier,
    variant: used.variant,
    refiner: used.refiner,
    finder,
    pictureFinder,
    bodies,
    plate,
    texture,
    limitFrames,
    cases: complete,
    failed,
    mean: means(metrics),
    median: medians(metrics),
    fills: found?.table,
  };
  const file = join(out, 'metrics.json');
  writeFileSync(file, `${JSON.stringify(table, null, 2)}\n`);
  console.log(`${results.length} evaluated, ${failed.length} failed: ${file}`);
  if (failed.length > 0) process.exitCode = 1;
}

/** Undefined if there is nothing to measure, or no Python to do it. Everything else works without. */
function tryFeatures(
  directory: string,
  out: string,
  results: CaseResult[],
): FillFeatures | undefined {
  try {
    return measureFeatures(directory, out, results);
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    console.error(`Feature distance and sharpness are left out: ${sentence}`);
    return undefined;
  }
}

/** Prints progress, but not the same line twice in a row. */
function sayOnce(): (doing: string) => void {
  let last = '';
  return (doing) => {
    if (doing !== last) console.log(`  ${doing}`);
    last = doing;
  };
}

function sayFailure({ name, sentence }: FailedCase): void {
  console.error(`${name} is left out: ${sentence}`);
}

/** What the plate did, in one line. */
function known(metrics: CaseResult['metrics']): string {
  const { seenShare = 0, psnrSeen, ssimSeen, psnrGuessed, rawFrames, generatorShare = 0 } = metrics;
  const seen = psnrSeen === undefined ? '' : ` ${psnrSeen.toFixed(2)} dB ${ssimSeen?.toFixed(3)}`;
  const guessed = psnrGuessed === undefined ? '' : `, guessed ${psnrGuessed.toFixed(2)} dB`;
  const raw = rawFrames === undefined ? '' : `, raw in ${rawFrames} frames`;
  const ran = `generator in ${(100 * generatorShare).toFixed(1)} % of the frames`;
  return `seen ${(100 * seenShare).toFixed(0)} %${seen}${guessed}${raw}, ${ran}`;
}

/** A result in one line: the fill's score and, in brackets, the untouched input's. */
function summary({ width, height, frames, metrics, milliseconds }: CaseResult): string {
  const number = (value?: number, digits = 2) =>
    value === undefined ? '-' : value.toFixed(digits);
  return [
    `${width}x${height}${frames === undefined ? '' : `, ${frames} frames`}`,
    `PSNR ${number(metrics.psnrHole)} dB (${number(metrics.inputPsnrHole)})`,
    `SSIM ${number(metrics.ssimHole, 3)} (${number(metrics.inputSsimHole, 3)})`,
    `residue ${number(metrics.residue, 3)}`,
    `flicker ${number(metrics.flicker)}`,
    ...(metrics.seenShare === undefined ? [] : [known(metrics)]),
    `${number(milliseconds.run, 0)} ms a frame`,
  ].join(', ');
}

evaluate().catch(failWith);
