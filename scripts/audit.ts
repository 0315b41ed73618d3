// `npm run audit`: fails if a package that the page is made of has a known vulnerability rated high or critical. An
// unreachable registry is reported, but is no failure.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { judgeAudit } from './lib/npm-audit.ts';
import { ROOT } from './lib/paths.ts';

const MOST_TIME = 60_000; // ms
const npm = process.env.npm_execpath;
const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
const { stdout } = spawnSync(command, [...first, 'audit', '--omit=dev', '--json'], {
  cwd: ROOT,
  encoding: 'utf8',
  timeout: MOST_TIME,
  stdio: ['ignore', 'pipe', 'ignore'],
});
const { isGood, sentence } = judgeAudit(stdout ?? '');
console.log(sentence);
if (isGood === false) process.exitCode = 1;
