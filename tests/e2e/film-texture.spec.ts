// A part of the room that the film never shows: two passes give all frames the same textured fill.
import { measureGuess } from '../lib/film-guess.ts';
import { makeFilm } from '../lib/made-film.ts';
import { inDrawer, readyPage } from './clip-steps.ts';
import { cloakWhole } from './film-steps.ts';
import { expect, test } from './open-page.ts';

test(
  'the fill of what a film never shows has texture, and is the same in every frame',
  { tag: '@nightly' },
  async ({ page }) => {
    test.setTimeout(240_000);
    const film = makeFilm({ name: 'never-leaves.webm', seconds: 2 }); // a person stands still in it
    await readyPage(page, '/?tier=wasm');
    const textured = measureGuess(await cloakWhole(page, film, { twoPasses: true }), film);
    await inDrawer(page, () => page.getByRole('switch', { name: 'Texture from the room' }).click());
    const smooth = measureGuess(await cloakWhole(page, film, { twoPasses: true }), film);
    const description = JSON.stringify({ textured, smooth });
    test.info().annotations.push({ type: 'figures', description });
    expect(textured.share).toBeGreaterThan(0.01); // otherwise the test checks nothing
    expect(textured.sharpness).toBeGreaterThan(1.5 * smooth.sharpness);
    expect(textured.change).toBeLessThan(1.5); // grey levels; encoding alone changes a few
  },
);
