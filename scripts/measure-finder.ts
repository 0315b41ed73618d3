// `npx tsx scripts/measure-finder.ts [--finder models/finder] [--picture-finder models/picture-finder] [--data DIR]
// [--cases DIR] [--out DIR] [--only NAME]`: compares what finds people, in a real browser: the page's segmenter, the
// finder that sees the picture alone, the one that knows the room, and all combined; and what the body finder could rule
// out of people who stand still (the share that is "found" would show). DIR has real_pairs and real_clips
// (default: ../shared/data next to the repository). Each case has a folder, SCENE_NUMBER, with input.png and mask.png.
// Prints, for each scene and each way, the share of the person's pixels that is found, the share of the mask that is a
// person, and the share of the room that is mistaken for one. With --out it writes sheets: green is right, red is
// wrong, blue is missed.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Sums } from '../tests/pages/finders-truth.ts';
import type { FindersRequest } from '../tests/pages/finders-worker.ts';
import { serveBuiltPage } from './lib/built-page.ts';
import { openFileBrowser } from './lib/file-browser.ts';
import { ROOT } from './lib/paths.ts';
import { failWith } from './lib/run.ts';

/** In clips, this difference from the empty room counts as a person, grey levels of 255. */
const DIFFERS = 40;
const EVERY = 5;

/** Pictures that are measured together. */
interface Scene {
  name: string;
  cases: Omit<FindersRequest, 'finder' | 'pictureFinder'>[];
}

function scenesOf(data: string): Scene[] {
  const files = readdirSync(join(data, 'real_pairs')).filter((name) =>
    name.endsWith('_person.jpg'),
  );
  const scenes = new Map<string, Scene>();
  const add = (name: string, one: Partial<FindersRequest> & { source: string }) => {
    const scene = scenes.get(name) ?? { name, cases: [] };
    const request = { differs: DIFFERS, every: EVERY, shown: [0], ...one };
    scene.cases.push({ ...request, source: `/data/${one.source}` });
    scenes.set(name, scene);
  };
  for (const file of files) {
    const pair = `real_pairs/${file.replace('_person.jpg', '')}`;
    const kind = file
      .split('_')
      .slice(0, file.startsWith('room2') ? 2 : 1)
      .join('_');
    if (kind === 'bgm') continue; // no masks
    const clean = `/data/${pair}_clean.jpg`;
    add(kind, { source: `${pair}_person.jpg`, clean, mask: `/data/${pair}_mask.png` });
    // The empty room, with nothing remembered of it: nobody should be found.
    if (/room2|_00|0013/.test(pair)) add('nobody', { source: `${pair}_clean.jpg`, shown: [] });
  }
  for (const clip of ['lab', 'lounge', 'vtest']) {
    add(clip, {
      source: `real_clips/${clip}.mp4`,
      clean: `/data/real_clips/${clip}_clean.jpg`,
      shown: [2, 15, 30, 45, 60],
    });
  }
  for (const clip of ['obo_0', 'obo_1', 'obo_2']) {
    const clean = `/data/real_pairs/obo_plate${clip.at(-1)}.jpg`;
    add('obo clips', { source: `real_clips/${clip}.mp4`, clean, every: 3, shown: [2, 15, 30] });
  }
  return [...scenes.values()];
}

/** Folders with input.png and mask.png, named SCENE_NUMBER. */
function scenesOfCases(folder: string): Scene[] {
  const scenes = new Map<string, Scene>();
  for (const name of readdirSync(folder).sort()) {
    const key = name.slice(0, name.lastIndexOf('_'));
    const scene = scenes.get(key) ?? { name: key, cases: [] };
    const [source, mask] = ['input', 'mask'].map((file) => `/data/${name}/${file}.png`);
    scene.cases.push({ source: source!, mask, differs: DIFFERS, every: EVERY, shown: [0] });
    scenes.set(key, scene);
  }
  return [...scenes.values()];
}

async function measure(): Promise<void> {
  const { values } = parseArgs({
    options: {
      finder: { type: 'string', default: join(ROOT, 'models', 'finder') },
      'picture-finder': { type: 'string', default: join(ROOT, 'models', 'picture-finder') },
      cases: { type: 'string' },
      data: { type: 'string', default: join(ROOT, '..', 'shared', 'data') },
      out: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const server = await serveBuiltPage('finders', { hasTestPages: true });
  const browser = await openFileBrowser([]);
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error.message));
    const serve = async (prefix: string, folder: string) =>
      page.route(`**${prefix}*/**`, (route) => {
        const path = new URL(route.request().url()).pathname;
        return route.fulfill({ path: join(folder, path.slice(prefix.length)) });
      });
    const [folder, scenes] = values.cases
      ? [values.cases, scenesOfCases(values.cases)]
      : [values.data, scenesOf(values.data)];
    await serve('/data/', resolve(folder));
    for (const name of ['finder', 'picture-finder'] as const) {
      await page.route(`**/${name}/*`, (route) => {
        const file = new URL(route.request().url()).pathname.slice(name.length + 2);
        return route.fulfill({ path: join(resolve(values[name]), file) });
      });
    }
    await page.goto(server.addressOf('tests/pages/finders.html'));
    console.log('scene\tway\tframes\tfound\tright\tbeside %\tms');
    if (values.out) mkdirSync(values.out, { recursive: true });
    for (const { name, cases } of scenes) {
      if (values.only && !values.only.split(',').some((one) => name.startsWith(one))) continue;
      const all: Record<string, Sums> = {};
      let frames = 0;
      for (const [number, one] of cases.entries()) {
        const request = { finder: '/finder/', pictureFinder: '/picture-finder/', ...one };
        const report = await page.evaluate((asked) => window.measureFinders(asked), request);
        frames += report.frames;
        for (const [way, sums] of Object.entries(report.methods)) {
          const total = (all[way] ??= { ...sums, ...zero });
          for (const key of Object.keys(zero) as (keyof Sums)[]) total[key] += sums[key];
        }
        for (const [i, sheet] of report.sheets.entries()) {
          if (!values.out) break;
          const file = `${name.replace(' ', '-')}-${number}-${i}.png`;
          writeFileSync(join(values.out, file), Buffer.from(sheet, 'base64'));
        }
      }
      for (const [way, sums] of Object.entries(all)) {
        const shares = [sums.found / sums.person, sums.found / sums.mask];
        const beside = (100 * sums.beside) / sums.outside;
        const cells = [...shares.map((share) => share.toFixed(3)), beside.toFixed(2)];
        console.log(
          [name, way, frames, ...cells, (sums.milliseconds / frames).toFixed(1)].join('\t'),
        );
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

const zero: Sums = { person: 0, found: 0, mask: 0, outside: 0, beside: 0, milliseconds: 0 };

measure().catch(failWith);
