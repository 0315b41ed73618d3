// Ends a server that npm started when npm ends. npm passes a signal only to the shell that it starts, so the server
// would otherwise live on and keep its port.
import { spawnSync } from 'node:child_process';
import process from 'node:process';

const LOOK_EVERY = 500; // ms
/** Most steps from a script up to npm: npm, a shell, tsx, Node. */
const MOST_STEPS = 5;

/**
 * Calls back once npm, or anything between it and this process, is gone. Does nothing for a process that npm did not
 * start, or on Windows, where the console ends them together.
 * @param ended closes the server
 */
export function endWithNpm(ended: () => void): void {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const above = processesUpToNpm();
  const timer = setInterval(() => {
    if (above.every(isAlive)) return;
    clearInterval(timer);
    ended();
  }, LOOK_EVERY);
  timer.unref();
}

/** The ids of the processes above this one up to npm; empty if npm is not among them. */
function processesUpToNpm(): number[] {
  const found: number[] = [];
  let id = process.ppid;
  for (let step = 0; step < MOST_STEPS && id > 1; step++) {
    found.push(id);
    const answer = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(id)], { encoding: 'utf8' });
    const [, parent, words] = /^\s*(\d+)\s+(.*)/.exec(answer.stdout ?? '') ?? [];
    if (!parent || words === undefined) break;
    if (/^npm\b|npm-cli\.js/.test(words)) return found;
    id = Number(parent);
  }
  return [];
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // another user's, but alive
  }
}
