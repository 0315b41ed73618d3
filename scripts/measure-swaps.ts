// `npx tsx scripts/measure-swaps.ts [--tier wasm] [--swaps 100]`: swaps two variants back and forth in the page while
// the demo plays, and prints how long a swap takes and the memory of the browser's processes along the way.
import { parseArgs } from 'node:util';
import { failWith } from './lib/run.ts';
import { SOFTWARE_WEBGPU_FLAGS } from './lib/browser.ts';
import { memoryOf, servePage } from './lib/served-page.ts';

const TITLES = ['Guided', 'Guided Lite'];
const TOLD_EVERY = 20;

async function measureSwaps(): Promise<void> {
  const { values } = parseArgs({
    options: {
      tier: { type: 'string', default: 'wasm' },
      swaps: { type: 'string', default: '100' },
      source: { type: 'string', default: 'demo' },
    },
  });
  const served = await servePage(values.tier === 'webgpu' ? SOFTWARE_WEBGPU_FLAGS : []);
  try {
    const page = await served.open(`/?tier=${values.tier}&source=${values.source}`);
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await button('Variants').click({ timeout: 120_000 });
    let began = performance.now();
    for (let swap = 1; swap <= Number(values.swaps); swap++) {
      const title = TITLES[(swap - 1) % 2]!;
      await button(`Use ${title}`).click({ timeout: 60_000 });
      const card = page.getByRole('listitem', { name: title, exact: true });
      await card.getByText('In use').waitFor({ timeout: 60_000 });
      if (swap % TOLD_EVERY > 0) continue;
      const seconds = (performance.now() - began) / 1000 / TOLD_EVERY;
      await page.requestGC();
      const held = Object.entries(await memoryOf(served.browser));
      const text = held.map(([type, size]) => `${type} ${size.toFixed(0)} MB`).join(', ');
      console.log(`after ${swap} swaps (${seconds.toFixed(1)} s each): ${text}`);
      began = performance.now();
    }
  } finally {
    await served.close();
  }
}

measureSwaps().catch(failWith);
