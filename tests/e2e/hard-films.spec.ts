// Films whose shape or motion makes people easy to miss or tears the room. Each is cloaked as a whole and compared,
// frame by frame, with the same film of the empty room.
import type { Page } from '@playwright/test';
import { compareFilms, type FilmTruth } from '../lib/film-truth.ts';
import { makeFilm, makeRoomFilm } from '../lib/made-film.ts';
import { readyPage } from './clip-steps.ts';
import { cloakWhole } from './film-steps.ts';
import { expect, test } from './open-page.ts';

const ROOM = 'movie=tests/fixtures/obo-clean.jpg';
const NARROW = 'crop=216:360:276:0';

/** Cloaks a film made from the clip with ffmpeg's filters. */
async function cloaked(page: Page, name: string, filters: string, rate = 15): Promise<FilmTruth> {
  const seconds = 30 / rate;
  const film = makeFilm({ name: `${name}.webm`, seconds, rate, filters });
  const room = makeRoomFilm({ name: `${name}-room.mkv`, seconds, rate, filters });
  await readyPage(page, '/?tier=wasm');
  const truth = compareFilms(await cloakWhole(page, film), film, room);
  test.info().annotations.push({ type: 'figures', description: JSON.stringify(truth) });
  return truth;
}

const SHAPES = {
  '1:2.5, a person who fills it': 'crop=144:360:312:0',
  '1:3.3, a person at the foot': `${ROOM},${NARROW}[above];[in]${NARROW}[below];[above][below]vstack`,
  '1:5, a person in the middle': `${ROOM},${NARROW},split[above][below];[in]${NARROW}[middle];[above][middle][below]vstack=3`,
  '32:9, a person at the left': `${ROOM}[right];[in][right]hstack`,
};

for (const [name, filters] of Object.entries(SHAPES)) {
  test(`nobody is left in a film of ${name}`, { tag: '@nightly' }, async ({ page }) => {
    const { people, left, mostLeft } = await cloaked(page, name.replace(/\W+/g, '-'), filters);
    expect(people).toBeGreaterThan(0.02); // otherwise the test checks nothing
    expect(left).toBeLessThan(0.04);
    expect(mostLeft).toBeLessThan(0.1);
  });
}

for (const rate of [15, 5]) {
  const title = `a zooming camera at ${rate} frames a second tears no room and leaves nobody`;
  test(title, { tag: '@nightly' }, async ({ page }) => {
    // The same zoom in the same time.
    const zoom = `zoompan=z='1+${0.03 / rate}*in':d=1:s=640x360:fps=${rate}`;
    const { torn, mostTorn, left } = await cloaked(page, `zoom-${rate}`, zoom, rate);
    // Encoding alone causes up to half a percent.
    expect(torn).toBeLessThan(0.01);
    expect(mostTorn).toBeLessThan(0.03);
    expect(left).toBeLessThan(0.04);
  });
}
