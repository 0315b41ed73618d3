// Tests of `vanish cloak` that need no browser: sharding over many machines, and refused arguments.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import process from 'node:process';
import ts from 'typescript';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import type { BatchAnswer } from '../src/batch/messages.ts';
import { cloakFiles } from './cloak.ts';
import { openBatchPage } from './lib/batch-page.ts';
import { readCloakOptions } from './lib/cloak-options.ts';
import { ROOT } from './lib/paths.ts';

vi.mock('./lib/batch-page.ts', () => ({ openBatchPage: vi.fn() }));

let folder = '';
const at = (...names: string[]) => join(folder, ...names);
const said = vi.fn();
const told = vi.fn();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vanish-cloak-'));
  vi.spyOn(console, 'log').mockImplementation(told);
  vi.spyOn(console, 'error').mockImplementation(said);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
  said.mockClear();
  told.mockClear();
});

/** Creates empty photos that already have results. */
function makeDone(count: number): void {
  mkdirSync(at('in'));
  mkdirSync(at('out'));
  for (let i = 0; i < count; i++) {
    writeFileSync(at('in', `${i}.jpg`), '');
    writeFileSync(at('out', `${i}-cloaked.jpg`), '');
  }
}

interface Report {
  inputs: { input: string; status: string; frames: number; seconds: number; output: string }[];
}

test('three shards cover every input exactly once', async () => {
  makeDone(10);
  const done: string[] = [];
  for (const shard of ['1/3', '2/3', '3/3']) {
    const report = at('reports', `${shard[0]}.json`);
    const args = [at('in'), '--out', at('out'), '--resume', '--shard', shard, '--json', report];
    expect(await cloakFiles(args)).toBe(0);
    const { inputs } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    expect(inputs.every(({ status }) => status === 'kept')).toBe(true);
    done.push(...inputs.map(({ input }) => basename(input)));
  }
  expect(done.sort()).toEqual(Array.from({ length: 10 }, (_, i) => `${i}.jpg`));
});

test.each([
  [['--variant', 'nobody'], /--variant must be one of .*guided-lite.*, not "nobody"/],
  [['--out', 'notes/file'], /--out: the folder .* cannot be made/],
  [['--json', 'notes/file/report.json'], /--json: the folder .* cannot be made/],
  [['--json', 'notes/'], /--json: .* cannot be written/],
])('%j exits with code 2 before a browser starts', async (more, sentence) => {
  makeDone(1);
  mkdirSync(at('notes'));
  writeFileSync(at('notes', 'file'), '');
  const inFolder = more.map((word) => (word.startsWith('notes/') ? at(word) : word));
  expect(await cloakFiles([at('in'), '--out', at('out'), ...inFolder])).toBe(2);
  expect(said).toHaveBeenCalledWith(expect.stringMatching(sentence));
});

test.skipIf(!existsSync('/dev/full'))(
  'a disk that is full when the report is written does not end the run',
  async () => {
    makeDone(2);
    const args = [at('in'), '--out', at('out'), '--resume', '--json', '/dev/full'];
    expect(await cloakFiles(args)).toBe(1);
    expect(told).toHaveBeenCalledWith(expect.stringContaining('2 done before'));
    expect(said).toHaveBeenCalledWith(expect.stringMatching(/report could not be written: ENOSPC/));
  },
);

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends the run: what it interrupts is not a failure, and no further file begins',
  async (signal) => {
    mkdirSync(at('in'));
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg']) writeFileSync(at('in', name), '');
    const answer: BatchAnswer = { kind: 'nobody', medium: 'photo', notes: [] };
    const broken: BatchAnswer = { kind: 'failed', sentence: 'The browser broke.' };
    const begun: string[] = [];
    const close = vi.fn(async () => {});
    vi.mocked(openBatchPage).mockResolvedValue({
      async cloak({ path }) {
        begun.push(basename(path));
        if (begun.length === 1) return { answer };
        process.emit(signal, signal);
        return { answer: broken }; // the browser ends at the signal, too
      },
      close,
    });
    const report = at('report.json');
    const code = await cloakFiles([at('in'), '--out', at('out'), '--json', report]);
    expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
    expect(begun).toEqual(['a.jpg', 'b.jpg']);
    const { inputs } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    expect(inputs.map(({ status }) => status)).toEqual(['nobody']);
    expect(close).toHaveBeenCalledOnce();
    expect(said).toHaveBeenCalledWith(expect.stringContaining('--resume'));
  },
);

const DOCS = readFileSync(join(ROOT, 'docs/command-line.md'), 'utf8');

function example(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g');
  return Array.from(DOCS.matchAll(found), ([, text]) => text!).at(-1)!;
}

/** Runs a script with an npx that only prints how it was called. @returns the arguments of `vanish cloak` */
function dryRun(command: string[], env: Record<string, string>): string[] {
  const [npx, list] = [at('npx'), at('arguments')];
  writeFileSync(npx, `#!/bin/sh\nprintf '%s\\n' "$@" > '${list}'\n`);
  chmodSync(npx, 0o755);
  const path = [folder, process.env.PATH].join(delimiter);
  execFileSync(command[0]!, command.slice(1), { env: { PATH: path, ...env } });
  const [program, verb, ...args] = readFileSync(list, 'utf8').trimEnd().split('\n');
  expect([program, verb]).toEqual(['vanish', 'cloak']);
  return args;
}

test.skipIf(process.platform === 'win32')('the Slurm example processes every shard once', () => {
  const script = example('sh');
  const [, first, last] = /^#SBATCH --array=(\d+)-(\d+)$/m.exec(script)!;
  writeFileSync(at('job.sh'), script);
  for (let task = Number(first); task <= Number(last); task++) {
    const env = { SLURM_ARRAY_TASK_ID: `${task}`, SLURM_ARRAY_TASK_COUNT: last! };
    const options = readCloakOptions(dryRun(['sh', '-eu', at('job.sh')], env));
    expect(options).toMatchObject({ shard: { number: task, of: Number(last) }, resume: true });
  }
});

interface Job {
  spec: {
    completions: number;
    parallelism: number;
    template: { spec: { containers: { command: string[]; args: string[] }[] } };
  };
}

test.skipIf(process.platform === 'win32')(
  'the Kubernetes example processes every shard once',
  () => {
    const { spec } = parse(example('yaml')) as Job;
    const [container] = spec.template.spec.containers;
    for (let index = 0; index < spec.completions; index++) {
      const command = [...container!.command, ...container!.args];
      const options = readCloakOptions(dryRun(command, { JOB_COMPLETION_INDEX: `${index}` }));
      expect(options.shard).toEqual({ number: index + 1, of: spec.completions });
      expect(options.resume).toBe(true);
    }
  },
);

/** The type errors of a job, checked against the API's own types. */
function faultsOfJob(job: unknown): string[] {
  const file = join(ROOT, 'scripts/job-example.ts'); // only in memory
  const code = `import type { Job } from 'kubernetes-types/batch/v1';
    export const job: Job = ${JSON.stringify(job)};`;
  const options: ts.CompilerOptions = { strict: true, noEmit: true, types: [], skipLibCheck: true };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  host.readFile = (name) => (name === file ? code : readFile.call(host, name));
  host.getSourceFile = (name, ...more) =>
    name === file
      ? ts.createSourceFile(name, code, more[0])
      : getSourceFile.call(host, name, ...more);
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

test('the Kubernetes example is a valid Job', () => {
  const job = parse(example('yaml')) as Job & { spec: { completion?: number } };
  expect(faultsOfJob(job)).toEqual([]);
  job.spec.completion = 8;
  expect(faultsOfJob(job)).toEqual([expect.stringContaining('completion')]);
});
