// `vanish cloak FILES... --out DIR`: cloaks photos and films with the page's own cloak, in a headless browser.
import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { SingleBar } from 'cli-progress';
import { openBatchPage } from './lib/batch-page.ts';
import { findInputs, ofShard, resultOf } from './lib/cloak-inputs.ts';
import { readCloakOptions, UsageError, USAGE, type CloakOptions } from './lib/cloak-options.ts';
import { ROOT } from './lib/paths.ts';

/** One input in the report of --json. */
interface Entry {
  input: string;
  /** "kept": it already had a result. */
  status: 'done' | 'nobody' | 'failed' | 'kept';
  /** Absent if there is no result. */
  output?: string;
  frames: number;
  /** The time it took. */
  seconds: number;
  /** The share of the hidden area that was never seen, 0..1. */
  guessed?: number;
  /** What to know about the result, or what went wrong. */
  notes: string[];
}

/** @returns the exit code: 0 if all are done, 1 if some failed, 2 if the arguments are invalid, 128 + n for signal n */
export async function cloakFiles(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  let options: CloakOptions;
  let inputs: ReturnType<typeof findInputs>;
  try {
    options = readCloakOptions(args);
    checkVariant(options.variant);
    inputs = ofShard(findInputs(withList(options.files), options.out), options.shard);
    makeFolder('--out', options.out);
    if (options.json) checkReport(options.json);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\nvanish cloak --help lists the options.`);
    return 2;
  }
  const entries: Entry[] = [];
  let reportProblem: string | undefined;
  const write = () => {
    if (options.json) reportProblem = writeReport(options.json, options, entries);
  };
  const kept = options.resume ? inputs.filter((input) => resultOf(input)) : [];
  for (const input of kept) {
    const output = resultOf(input);
    entries.push({ input: input.path, status: 'kept', output, frames: 0, seconds: 0, notes: [] });
  }
  write();
  const left = inputs.filter((input) => !kept.includes(input));
  const stopped = left.length > 0 && (await cloakAll(left, options, entries, write));
  write();
  const count = (status: Entry['status']) => entries.filter((one) => one.status === status).length;
  console.log(
    `${count('done')} cloaked, ${count('nobody')} with nobody in them, ${count('kept')} done before, ${count('failed')} failed`,
  );
  if (reportProblem) console.error(`The report could not be written: ${reportProblem}`);
  if (stopped) return 128 + constants.signals[stopped];
  return count('failed') > 0 || reportProblem ? 1 : 0;
}

/** What users and schedulers end a run with. The browser ends itself at each of them, too. */
const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** @returns the signal that ended it early, if one did: the file in progress then has no entry */
async function cloakAll(
  inputs: ReturnType<typeof findInputs>,
  { tier, variant, texture, passes }: CloakOptions,
  entries: Entry[],
  write: () => void,
): Promise<(typeof ENDINGS)[number] | undefined> {
  console.log(`Getting ready for ${inputs.length} ${inputs.length === 1 ? 'file' : 'files'}.`);
  const page = await openBatchPage(tier);
  let stopped: (typeof ENDINGS)[number] | undefined;
  let stop = () => {};
  const isStopped = new Promise<undefined>((resolve) => (stop = () => resolve(undefined)));
  const hear = (signal: NodeJS.Signals) => {
    if (stopped) return;
    stopped = ENDINGS.find((each) => each === signal);
    // Said at once: after a SIGINT, Playwright ends the process as soon as the browser is closed.
    console.error(`Stopped by ${signal}. To go on, run the same command with --resume.`);
    stop();
  };
  for (const signal of ENDINGS) process.on(signal, hear);
  try {
    for (const [index, input] of inputs.entries()) {
      const title = `${index + 1}/${inputs.length} ${relative('.', input.path)}`;
      const bar = createBar(title);
      const began = performance.now();
      const request = { tier, variant, texture, twoPasses: passes === 2 };
      const cloaking = page.cloak(input, request, (share, doing) => bar.tell(share, doing));
      const outcome = await Promise.race([cloaking, isStopped]);
      bar.end();
      if (stopped || !outcome) break;
      const { answer, output } = outcome;
      const seconds = Math.round((performance.now() - began) / 10) / 100;
      const entry: Entry = {
        input: input.path,
        status: answer.kind,
        ...(output !== undefined && { output }),
        frames: answer.kind === 'done' ? answer.frames : 0,
        seconds,
        ...(answer.kind === 'done' && { guessed: Math.round(1000 * answer.guessed) / 1000 }),
        notes: answer.kind === 'failed' ? [answer.sentence] : answer.notes,
      };
      entries.push(entry);
      write(); // an interrupted run leaves a report of what it did
      console.log(`${title}: ${said(entry)}`);
    }
  } finally {
    await page.close();
    for (const signal of ENDINGS) process.off(signal, hear);
  }
  return stopped;
}

function said({ status, output, seconds, notes }: Entry): string {
  const what =
    status === 'done'
      ? `${relative('.', output!)}, ${seconds} s`
      : status === 'nobody'
        ? 'nobody was found in it, and nothing written'
        : 'failed';
  return [`${what}.`, ...notes].join(' ');
}

/** On a terminal, a bar with the time left. Elsewhere nothing: a line per file is enough. */
function createBar(title: string) {
  if (!process.stderr.isTTY) return { tell() {}, end() {} };
  const format = `${title} {bar} {percentage} % {doing}, {eta_formatted} left`;
  const bar = new SingleBar({ format, hideCursor: true, clearOnComplete: true, etaBuffer: 50 });
  bar.start(1000, 0, { doing: 'Opening' });
  return {
    tell: (share: number, doing: string) => bar.update(Math.round(1000 * share), { doing }),
    end: () => bar.stop(),
  };
}

/** Replaces "-" with the paths on standard input. */
function withList(files: readonly string[]): string[] {
  if (!files.includes('-')) return [...files];
  const listed = readFileSync(0, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  return files.flatMap((file) => (file === '-' ? listed : [file]));
}

/** @throws UsageError if there is no variant with that id */
function checkVariant(id: string | undefined): void {
  const catalog = readFileSync(join(ROOT, 'models/catalog.json'), 'utf8');
  const { variants } = JSON.parse(catalog) as { variants: string[] };
  if (id === undefined || variants.includes(id)) return;
  throw new UsageError(`--variant must be one of ${variants.join(', ')}, not "${id}".`);
}

/** @throws UsageError if a file is in the way, or nothing may be written */
function makeFolder(option: string, folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    if (statSync(folder).isDirectory()) return;
  } catch (cause) {
    const { message } = cause as Error;
    throw new UsageError(`${option}: the folder ${folder} cannot be made (${message}).`, { cause });
  }
}

/** @throws UsageError if no report can be written there */
function checkReport(file: string): void {
  makeFolder('--json', dirname(resolve(file)));
  try {
    appendFileSync(file, '');
  } catch (cause) {
    const { message } = cause as Error;
    throw new UsageError(`--json: ${file} cannot be written (${message}).`, { cause });
  }
}

/** A full disk must not end the run. @returns what went wrong, if anything */
function writeReport(
  file: string,
  { shard, passes }: CloakOptions,
  inputs: readonly Entry[],
): string | undefined {
  try {
    writeFileSync(file, `${JSON.stringify({ shard, passes, inputs }, null, 2)}\n`);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
