// The hole of a synthetic photo, filled at a third of its size, and what is borrowed for it at full size.
import { beforeAll, describe, expect, test } from 'vitest';
import { KNOWN, SHOWN, UNKNOWN, type Picture } from '../texture/pictures.ts';
import { createSynthesiser, type Synthesiser } from '../texture/synthesise.ts';
import { borrow, type Filling, type Photo } from './borrow.ts';
import { offsetsOf } from './offsets.ts';

type Colour = readonly [number, number, number];
const [WIDTH, HEIGHT, SCALE] = [160, 120, 3];
/** The boards' mean. */
const GUIDE = 164;
const PERSON: Colour = [255, 0, 0];

/** px of the working size: the hole, and the ring right next to it that is never copied from. */
const isInHole = (x: number, y: number, more = 0) =>
  x >= 60 - more && x < 100 + more && y >= 30 - more && y < 110 + more;

const grey = (value: number): Colour => [value, value, value];
/** Boards 24 px wide with a dark line of a single px at their edge, of which the working size shows a third. */
const boards = (x: number) => grey(x % 24 === 0 ? 20 : x % 24 < 12 ? 150 : 190);
const checks = (x: number, y: number) =>
  grey((Math.floor(x / 24) + Math.floor(y / 24)) % 2 === 0 ? 60 : 180);

/** A wall at full size, with a red person in the hole who extends a little beyond it. */
function photoOf(wall: (x: number, y: number) => Colour): Photo {
  const photo = {
    data: new Uint8ClampedArray(4 * WIDTH * HEIGHT * SCALE ** 2),
    width: WIDTH * SCALE,
    height: HEIGHT * SCALE,
  };
  for (let y = 0; y < photo.height; y++) {
    for (let x = 0; x < photo.width; x++) {
      const isPerson = isInHole(x / SCALE, y / SCALE, 1);
      photo.data.set([...(isPerson ? PERSON : wall(x, y)), 255], 4 * (y * photo.width + x));
    }
  }
  return photo;
}

/** The photo in its working size as the texture stage takes it, its hole filled with GUIDE. */
function roomOf({ data, width }: Photo): Picture {
  const room = new Uint8Array(4 * WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const to = 4 * (y * WIDTH + x);
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let i = 0; i < SCALE ** 2; i++) {
          const [u, v] = [x * SCALE + (i % SCALE), y * SCALE + Math.floor(i / SCALE)];
          sum += data[4 * (v * width + u) + c]!;
        }
        room[to + c] = isInHole(x, y) ? GUIDE : sum / SCALE ** 2;
      }
      room[to + 3] = isInHole(x, y) ? UNKNOWN : isInHole(x, y, 5) ? SHOWN : KNOWN;
    }
  }
  return { data: room, width: WIDTH, height: HEIGHT };
}

function holeAlpha(): Uint8Array {
  return Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
    isInHole(i % WIDTH, Math.floor(i / WIDTH)) ? 255 : 0,
  );
}

let synthesiser: Synthesiser;
beforeAll(async () => {
  synthesiser = await createSynthesiser();
});

async function fillingOf(photo: Photo): Promise<Filling> {
  const room = roomOf(photo);
  synthesiser.forget();
  const made = (await synthesiser.run(room))!;
  return { room, made, offsets: offsetsOf(room, made, synthesiser.field!), alpha: holeAlpha() };
}

/** Every pixel well inside the hole, with the wall's colour there. */
function* inner({ data, width }: Photo, wall: (x: number, y: number) => Colour) {
  for (let y = 34 * SCALE; y < 106 * SCALE; y++) {
    for (let x = 64 * SCALE; x < 96 * SCALE; x++) {
      const at = 4 * (y * width + x);
      yield { x, y, is: [...data.subarray(at, at + 3)], was: wall(x, y) };
    }
  }
}

describe('at full size', () => {
  test('boards continue, with the fine lines between them', async () => {
    const photo = photoOf(boards);
    await borrow(photo, await fillingOf(photo));
    let lines = 0;
    let sharp = 0;
    let apart = 0;
    let count = 0;
    for (const { x, is, was } of inner(photo, boards)) {
      apart += Math.abs(is[0]! - was[0]);
      count++;
      if (x % 24 !== 0) continue;
      lines++;
      if (is[0]! < 60) sharp++; // scaled up it would be no darker than 107
    }
    expect(sharp / lines).toBeGreaterThan(0.95);
    expect(apart / count).toBeLessThan(4);
  });

  test('checks keep their edges: nearly every pixel has one of the two colours', async () => {
    const photo = photoOf(checks);
    await borrow(photo, await fillingOf(photo));
    let pure = 0;
    let count = 0;
    for (const { is } of inner(photo, checks)) {
      count++;
      if (Math.min(Math.abs(is[0]! - 60), Math.abs(is[0]! - 180)) < 25) pure++;
    }
    expect(pure / count).toBeGreaterThan(0.9);
  });

  test('nothing outside the hole changes', async () => {
    const photo = photoOf(checks);
    const before = photo.data.slice();
    await borrow(photo, await fillingOf(photo));
    let changed = 0;
    for (let pixel = 0; pixel < photo.width * photo.height; pixel++) {
      const [x, y] = [pixel % photo.width, Math.floor(pixel / photo.width)];
      if (isInHole(x / SCALE, y / SCALE, 1)) continue;
      for (let i = 4 * pixel; i < 4 * pixel + 4; i++) if (photo.data[i] !== before[i]) changed++;
    }
    expect(changed).toBe(0);
  });

  test('no pixel of the person is borrowed, even where an offset leads to them', async () => {
    const photo = photoOf(checks);
    const filling = await fillingOf(photo);
    const { right, down, isCopied } = filling.offsets!;
    for (let pixel = 0; pixel < isCopied.length; pixel += 3) {
      // Copies from the ring next to the hole, where the person reaches.
      right[pixel] = 101 - (pixel % WIDTH);
      down[pixel] = 0;
    }
    await borrow(photo, filling);
    let reddest = 0;
    for (const { is } of inner(photo, checks)) reddest = Math.max(reddest, is[0]! - is[1]!);
    expect(reddest).toBeLessThan(4);
  });
});

test('with nothing to borrow, the hole gets the small fill, and no person', async () => {
  const photo = photoOf(boards);
  const room = roomOf(photo);
  await borrow(photo, { room, made: room, alpha: holeAlpha() });
  for (const { is } of inner(photo, boards)) expect(is).toEqual([GUIDE, GUIDE, GUIDE]);
});

test('an error in the pause ends it', async () => {
  const photo = photoOf(boards);
  const room = roomOf(photo);
  const stop = () => Promise.reject(new Error('enough'));
  await expect(borrow(photo, { room, made: room, alpha: holeAlpha() }, stop)).rejects.toThrow(
    'enough',
  );
});
