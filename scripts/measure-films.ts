// `npx tsx scripts/measure-films.ts [FILM [CLEAN]]`: cloaks whole films in a real browser. Without arguments: seconds
// per second of film at 640x480 and 1920x1080, in one pass and in two. With a film and a picture of its room without
// people: how close the film's first second and its rest come to that picture in places where it differed a lot before
// (the people), in one pass and in two. With only a film: for what it never shows of the room, how sharp the guess is
// and how much it changes from picture to picture, with and without texture.
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { measureGuess } from '../tests/lib/film-guess.ts';
import { makeFilm } from '../tests/lib/made-film.ts';
import { decodeGrey, readVideoFile } from '../tests/lib/video-file.ts';
import { ensureFfmpeg } from './lib/ffmpeg.ts';
import { failWith } from './lib/run.ts';
import { saveClip, servePage } from './lib/served-page.ts';

const SIZES = ['640:480', '1920:1080'];
const SECONDS = 3;
/** Grey levels from the clean picture that certainly mean a person. */
const PERSON = 40;
const [WIDTH, HEIGHT] = [320, 180];

interface Made {
  path: string;
  /** The time it took. */
  seconds: number;
}

async function measure(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  ensureFfmpeg();
  const served = await servePage([]);
  try {
    const page = await served.open('/');
    await page
      .getByText(/The cloak is|demo plays/)
      .first()
      .waitFor({ timeout: 100_000 });
    const [film, clean] = positionals;
    if (film && clean) await compare(page, film, clean);
    else if (film) await guess(page, film);
    else await time(page);
  } finally {
    await served.close();
  }
}

async function time(page: Page): Promise<void> {
  for (const size of SIZES) {
    const name = `${size.replace(':', 'x')}.mp4`;
    const film = makeFilm({ name, seconds: SECONDS, rate: 30, filters: `scale=${size}` });
    for (const twoPasses of [false, true]) {
      const { seconds, path } = await cloak(page, film, twoPasses);
      const { times } = readVideoFile(path);
      console.log(
        `${name}, ${twoPasses ? 'two passes' : 'one pass'}: ${(seconds / SECONDS).toFixed(1)} s per second of film (${times.length} frames)`,
      );
    }
  }
}

async function compare(page: Page, film: string, clean: string): Promise<void> {
  const shape = `scale=${WIDTH}:${HEIGHT}`;
  const [room] = decodeGrey(clean, shape, WIDTH * HEIGHT);
  const before = decodeGrey(film, shape, WIDTH * HEIGHT);
  const { times } = readVideoFile(film);
  const first = times.filter((at) => at < 1).length;
  for (const twoPasses of [false, true]) {
    const { path } = await cloak(page, film, twoPasses);
    const after = decodeGrey(path, shape, WIDTH * HEIGHT);
    const parts = { 'first second': [0, first], 'the rest': [first, Infinity] } as const;
    for (const [name, [from, to]] of Object.entries(parts)) {
      const { mean, share } = apart(before.slice(from, to), after.slice(from, to), room!);
      console.log(
        `${twoPasses ? 'two passes' : 'one pass'}, ${name}: ${mean.toFixed(1)} grey levels from the room where people are (${(100 * share).toFixed(1)} % of the picture)`,
      );
    }
  }
}

async function guess(page: Page, film: string): Promise<void> {
  for (const how of ['with texture', 'without']) {
    const { path } = await cloak(page, film, true);
    const { share, sharpness, change } = measureGuess(path, film);
    console.log(
      `${how}: what is never seen (${(100 * share).toFixed(1)} % of the picture) has a gradient energy of ${sharpness.toFixed(1)}, and changes by at most ${change.toFixed(2)} grey levels from picture to picture`,
    );
    await page.getByRole('switch', { name: 'Texture from the room' }).click();
  }
}

/** Mean distance from the room in this frame's light, over the pixels that differed a lot before. */
function apart(before: Uint8Array[], after: Uint8Array[], room: Uint8Array) {
  let total = 0;
  let count = 0;
  before.forEach((picture, number) => {
    const { gain, offset } = fitLight(picture, room);
    for (let i = 0; i < room.length; i++) {
      const truth = gain * room[i]! + offset;
      if (Math.abs(picture[i]! - truth) <= PERSON) continue;
      total += Math.abs(after[number]![i]! - truth);
      count++;
    }
  });
  return { mean: total / count, share: count / (before.length * room.length) };
}

/** How the camera's exposure differs from the clean picture's, measured where nobody is. */
function fitLight(picture: Uint8Array, room: Uint8Array): { gain: number; offset: number } {
  let n = 0;
  let x = 0;
  let y = 0;
  let xx = 0;
  let xy = 0;
  room.forEach((a, i) => {
    const b = picture[i]!;
    if (Math.abs(a - b) > PERSON) return;
    n++;
    x += a;
    y += b;
    xx += a * a;
    xy += a * b;
  });
  const gain = (n * xy - x * y) / (n * xx - x * x);
  return { gain, offset: (y - gain * x) / n };
}

async function cloak(page: Page, film: string, twoPasses: boolean): Promise<Made> {
  await page.locator('input[accept^="video/*"]').setInputFiles(film);
  await page.getByRole('button', { name: 'Cloak the whole film' }).click();
  const first = page.getByRole('switch', { name: 'Look at the whole film first' });
  if (((await first.getAttribute('aria-checked')) === 'true') !== twoPasses) await first.click();
  const start = performance.now();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('dialog', { name: 'Clips' }).waitFor({ timeout: 600_000 });
  const seconds = (performance.now() - start) / 1000;
  const path = await saveClip(page);
  await page.getByRole('button', { name: 'Close' }).click();
  return { path, seconds };
}

measure().catch(failWith);
