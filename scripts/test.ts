// `npm test`: runs all tests, quickest first: the checks, the training package, the page in a real browser. Stops at
// the first part that fails.
import process from 'node:process';
import { failWith, runAndRead } from './lib/run.ts';
import { countTests } from './lib/test-counts.ts';

const PARTS = [
  { script: 'check', title: 'checks and unit tests' },
  { script: 'test:training', title: 'training tests' },
  { script: 'test:e2e', title: 'end-to-end tests' },
];

/** npm as a program with its first arguments. Node runs it directly, since npm.cmd on Windows needs a shell. */
function npm(): [string, ...string[]] {
  const cli = process.env.npm_execpath;
  return cli ? [process.execPath, cli] : ['npm'];
}

async function test(): Promise<void> {
  const total = { passed: 0, failed: 0 };
  const summaries: string[] = [];
  let exitCode = 0;

  for (const { script, title } of PARTS) {
    console.log(`\n== ${title} (npm run ${script})`);
    const [command, ...args] = npm();
    const { code, output } = await runAndRead(command, [...args, 'run', script]);
    const { passed, failed } = countTests(output);
    total.passed += passed;
    // A part can fail without a failed test, for example with a lint error. That must not read as 0 failed.
    total.failed += code === 0 ? failed : Math.max(failed, 1);
    summaries.push(`${title}: ${passed} passed, ${code === 0 ? 'good' : 'FAILED'}`);
    if (code !== 0) {
      exitCode = code;
      summaries.push(`Stopped there: \`npm run ${script}\` ended with exit code ${code}.`);
      break;
    }
  }

  console.log(`\n${summaries.join('\n')}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = exitCode;
}

test().catch(failWith);
