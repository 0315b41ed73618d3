// The bench's page. `npm run bench` opens it too, and calls `window.runBench` instead of pressing the buttons.
import '../trusted-types.ts';
import '../app/app.css';
import { mount } from 'svelte';
import Bench from './Bench.svelte';
import { planOf, quickPlan } from './cases.ts';
import { runBench } from './run-bench.ts';
import type { RunBench } from './window.ts';
import { nameOfJob } from './words/names.ts';
import { start } from './words/words.ts';

const run: RunBench = ({ tiers, variants, quick, rounds, frames }) => {
  const amount = { rounds, frames };
  const plan = quick ? quickPlan(tiers, variants) : planOf(tiers, variants, amount);
  return runBench(plan, ({ share, doing }) =>
    window.reportBench?.(share, doing ? nameOfJob(doing) : ''),
  );
};
window.runBench = run;

void start(() => mount(Bench, { target: document.body }));
