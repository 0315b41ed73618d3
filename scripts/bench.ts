// `npm run bench -- [--out FILE] [...]`: how fast Vanish is on this machine compared with similar projects, in one run
// of one browser. Prints tables; with --out it writes the report (src/bench/messages.ts) as JSON. bench.html does the
// same by hand, in any browser. If there is no GPU and VANISH_BROWSER_FLAGS is unset, WebGPU runs in software.
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import type { BenchReport } from '../src/bench/messages.ts';
import { readBenchOptions } from './lib/bench-options.ts';
import { browserFlags } from './lib/evaluation-page.ts';
import { measurePage } from './lib/page-figures.ts';
import { failWith } from './lib/run.ts';
import { servePage } from './lib/served-page.ts';

async function bench(): Promise<void> {
  const { out, ...request } = readBenchOptions(process.argv.slice(2));
  const flags = browserFlags(request.tiers.includes('webgpu') ? 'webgpu' : undefined, process.env);
  const served = await servePage(flags);
  let report: BenchReport;
  try {
    const page = await served.browser.newPage();
    await page.exposeFunction('reportBench', (share: number, doing: string) => {
      if (doing) console.error(`${Math.round(100 * share)} % ${doing}`);
    });
    await page.goto(served.addressOf('/bench.html'));
    await page.waitForFunction(() => window.runBench !== undefined);
    report = (await page.evaluate((asked) => window.runBench?.(asked), request))!;
    await page.close();
    console.error('The page');
    const tier = request.tiers.at(-1);
    report.page = await measurePage(served, `/?source=demo&tier=${tier}`);
  } finally {
    await served.close();
  }
  print(report);
  if (out) {
    writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`);
    console.log(`Wrote ${out}.`);
  }
  if (report.cases.length === 0) throw new Error('Nothing could be measured.');
}

function print({ cases, peers, unmeasured, page, gpu, cores }: BenchReport): void {
  console.log(`${gpu ?? 'unnamed GPU'}, ${cores} cores`);
  console.table(
    cases.map(({ tier, variant, width, height, plate, ...figures }) => ({
      tier,
      variant,
      size: `${width}x${height}`,
      room: plate ? 'remembered' : '',
      'frames/s': figures.framesPerSecond,
      p50: figures.p50,
      p95: figures.p95,
      latency: figures.latency,
      start: figures.start,
      draws: figures.drawsPerFrame,
      'read-backs': figures.readBacksPerFrame,
      generator: figures.generatorShare.toFixed(3),
    })),
  );
  console.table(
    cases.map(({ tier, variant, width, plate, stages }) => ({
      case: `${tier} ${variant} ${width}${plate ? ' room' : ''}`,
      ...stages,
    })),
  );
  console.table(
    peers.map(({ name, tier, framesPerSecond, p50, p95 }) => ({
      name,
      tier,
      'frames/s': framesPerSecond,
      p50,
      p95,
    })),
  );
  for (const { what, sentence } of unmeasured) console.log(`${what}: not measured. ${sentence}`);
  if (page) console.table({ page });
}

bench().catch(failWith);
