// The hole of a made photo, four times as large as the working size: what of its outer part is given back.
import { describe, expect, test } from 'vitest';
import { KNOWN, SHOWN, UNKNOWN, type Picture } from '../texture/pictures.ts';
import type { Photo } from './borrow.ts';
import { findEdge, giveBack, tightHole } from './tight-hole.ts';

type Colour = readonly [number, number, number];
const [WIDTH, HEIGHT, SCALE] = [320, 240, 4];
const WALL: Colour = [170, 165, 150];
const PERSON: Colour = [60, 40, 50];

/** px of the working size: how far a place lies outside of the person; inside negative. */
const outside = (x: number, y: number) =>
  Math.max(Math.abs(x - WIDTH / 2) - 40, Math.abs(y - HEIGHT / 2) - 60);
/** A hair of two px of the photo, every 40 px, 3 px of the working size long. */
const isHair = (x: number, y: number) =>
  Math.floor(y) % 40 < 2 && outside(x / SCALE, y / SCALE) < 3;
const isPerson = (x: number, y: number) => outside(x / SCALE, y / SCALE) < 0 || isHair(x, y);
const grain = (x: number, y: number) => ((x * 7 + y * 13 + ((x * y) % 11)) % 9) - 4;

function photoOf(person: Colour): Photo {
  const photo: Photo = {
    data: new Uint8ClampedArray(4 * WIDTH * HEIGHT * SCALE ** 2),
    ...{ width: WIDTH * SCALE, height: HEIGHT * SCALE },
  };
  for (let y = 0; y < photo.height; y++) {
    for (let x = 0; x < photo.width; x++) {
      const colour = isPerson(x, y) ? person : WALL;
      const shades = colour.map((value) => value + grain(x, y));
      photo.data.set([...shades, 255], 4 * (y * photo.width + x));
    }
  }
  return photo;
}

/** The photo in the working size with a hole that reaches 7 px past the person; and a mask that is 1 px too large. */
function viewOf(photo: Photo) {
  const view: Picture = { data: new Uint8Array(4 * WIDTH * HEIGHT), width: WIDTH, height: HEIGHT };
  const mask = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const from = 4 * (y * SCALE * photo.width + x * SCALE);
      view.data.set(photo.data.subarray(from, from + 3), 4 * (y * WIDTH + x));
      view.data[4 * (y * WIDTH + x) + 3] = outside(x, y) < 7 ? UNKNOWN : KNOWN;
      mask[y * WIDTH + x] = outside(x, y) < 1 ? 255 : 0;
    }
  }
  return { view, mask: { data: mask, width: WIDTH, height: HEIGHT } };
}

async function holeOf(person: Colour) {
  const photo = photoOf(person);
  const { view, mask } = viewOf(photo);
  const hole = await tightHole(photo, view, findEdge(view, mask));
  return { photo, view, hole };
}

/** Of the wall that the hole took, the share that is given back. */
function givenBack(hole: Uint8Array): number {
  let [given, wall] = [0, 0];
  for (let pixel = 0; pixel < hole.length; pixel++) {
    const [x, y] = [pixel % (WIDTH * SCALE), Math.floor(pixel / (WIDTH * SCALE))];
    const far = outside(x / SCALE, y / SCALE);
    if (far < 1 || far > 6 || isPerson(x, y)) continue;
    wall++;
    if (hole[pixel] === 0) given++;
  }
  return given / wall;
}

describe('tightHole', () => {
  test('gives the wall back, and nothing of the person, not even a hair', async () => {
    const { hole } = await holeOf(PERSON);
    expect(givenBack(hole)).toBeGreaterThan(0.4);
    for (let pixel = 0; pixel < hole.length; pixel++) {
      const [x, y] = [pixel % (WIDTH * SCALE), Math.floor(pixel / (WIDTH * SCALE))];
      if (isPerson(x, y)) expect(hole[pixel]).toBe(255);
    }
  });

  test('gives nothing back where room and person look alike', async () => {
    const { hole } = await holeOf(WALL.map((value) => value - 2) as unknown as Colour);
    expect(givenBack(hole)).toBeLessThan(0.02);
  });

  test('what is given back is shown, and never copied from; the rest stays unknown', async () => {
    const { photo, view, hole } = await holeOf(PERSON);
    const room: Picture = { ...view, data: view.data.slice() };
    for (let i = 0; i < WIDTH * HEIGHT; i++) {
      if (room.data[4 * i + 3] === UNKNOWN) room.data.set([1, 2, 3], 4 * i); // a guide
    }
    giveBack(room, view, hole, photo);
    let shown = 0;
    for (let i = 0; i < WIDTH * HEIGHT; i++) {
      const far = outside(i % WIDTH, Math.floor(i / WIDTH));
      const state = room.data[4 * i + 3];
      if (far < 1) expect(state).toBe(UNKNOWN);
      if (far >= 7) expect(state).toBe(KNOWN);
      if (state !== SHOWN) continue;
      shown++;
      expect(room.data[4 * i]).toBe(view.data[4 * i]);
    }
    expect(shown).toBeGreaterThan(100);
  });
});
