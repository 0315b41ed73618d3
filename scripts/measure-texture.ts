// `npx tsx scripts/measure-texture.ts`: measures the time of texture synthesis (src/texture), on one core, with a third
// of the picture unknown, and its memory, by kind of guide. The picture is synthetic: boards, bricks and grain; the
// guide is a uniform grey.
import process from 'node:process';
import { createServer } from 'vite';
import { assemblyScript } from '../build/assembly-script.ts';
import type * as Synthesis from '../src/texture/synthesise.ts';
import { ROOT } from './lib/paths.ts';

const SIZES = [
  [640, 480],
  [1280, 720],
] as const;
const GUIDES = ['smooth', 'detailed'] as const;
const RUNS = 5;

/** RGBA. An upright third in the middle is unknown and grey. */
function madeRoom(width: number, height: number): Uint8Array {
  const data = new Uint8Array(4 * width * height);
  let chance = 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      chance = (Math.imul(chance, 1664525) + 1013904223) >>> 0;
      const grain = (chance >>> 28) - 8;
      const isUnknown = Math.abs(x - width / 2) < width / 5 && y > height / 6;
      const isBoard = (((x - width / 2) / (y + height / 2)) * 40) % 1 < 0.1;
      const isBrick = y % 24 < 3 || (x + (Math.floor(y / 24) % 2) * 24) % 48 < 3;
      const level = isUnknown ? 125 : y > height / 2 ? (isBoard ? 60 : 140) : isBrick ? 180 : 110;
      const value = level + (isUnknown ? 0 : grain);
      data.set([value, value, value, isUnknown ? 0 : 255], 4 * (y * width + x));
    }
  }
  return data;
}

const server = await createServer({
  root: ROOT,
  configFile: false,
  plugins: [assemblyScript()],
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true },
  logLevel: 'error',
});
const { createSynthesiser } = (await server.ssrLoadModule(
  '/src/texture/synthesise.ts',
)) as typeof Synthesis;
for (const [[width, height], guide] of SIZES.flatMap((size) =>
  GUIDES.map((guide) => [size, guide] as const),
)) {
  const synthesiser = await createSynthesiser();
  const data = madeRoom(width, height);
  const unknown = data.filter((value, at) => at % 4 === 3 && value === 0).length;
  const [anew, again]: number[][] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    synthesiser.forget();
    for (const times of [anew, again]) {
      // CPU time rather than wall-clock time, so that other programs do not count.
      const begin = process.cpuUsage();
      await synthesiser.run({ data, width, height }, { guide });
      const { user, system } = process.cpuUsage(begin);
      times!.push((user + system) / 1000);
    }
  }
  const least = (times: number[]) => Math.round(Math.min(...times));
  const share = ((100 * unknown) / (width * height)).toFixed(0);
  const { rss } = process.memoryUsage();
  console.log(
    `${width}x${height}, ${share} % unknown, ${guide} guide: ${least(anew!)} ms anew, ${least(again!)} ms again (the least of ${RUNS}); ` +
      `${Math.round(synthesiser.bytes / 1e6)} MB of WebAssembly's memory, the process ${Math.round(rss / 1e6)} MB`,
  );
}
await server.close();
