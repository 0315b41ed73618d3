// Runs other programs and shows their output.
import { spawn, spawnSync } from 'node:child_process';
import process from 'node:process';
import { ROOT } from './paths.ts';

export interface RunOptions {
  /** Working directory; default: the repository. */
  cwd?: string;
  /** Added to the environment. */
  env?: NodeJS.ProcessEnv;
  /** After this many ms, the program is ended and counts as failed; default: no limit. */
  timeout?: number;
}

export interface RunResult {
  /** Exit code; 1 if the program could not start, or a signal ended it. */
  code: number;
  /** Everything it printed, both streams interleaved. */
  output: string;
}

/** Runs a program to its end on this terminal, and returns its exit code. */
export function run(command: string, args: string[], options: RunOptions = {}): number {
  const { status } = spawnSync(command, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    timeout: options.timeout,
    stdio: 'inherit',
  });
  return status ?? 1;
}

/** The same, but also returns the program's output (which is shown as it arrives). */
export function runAndRead(
  command: string,
  args: string[],
  options: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      timeout: options.timeout,
      stdio: ['inherit', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stderr.write(text);
    });
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Ends the script with its error as one sentence instead of a stack. */
export function failWith(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
