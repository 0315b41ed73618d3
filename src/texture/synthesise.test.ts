// Texture on synthetic walls, compared with the wall itself. The file is longer than others because all tests share the
// walls.
import { beforeAll, describe, expect, test } from 'vitest';
import { KNOWN, SHOWN, UNKNOWN, type Picture } from './pictures.ts';
import { createSynthesiser, type Synthesiser } from './synthesise.ts';

type Colour = readonly [number, number, number];
const WIDTH = 160;
const HEIGHT = 120;

/** A wall with an upright hole, filled smoothly with the wall's means, as a generator does. */
function wallWithHole(
  wall: (x: number, y: number) => Colour,
  guide: (x: number, y: number) => Colour,
) {
  const data = new Uint8Array(4 * WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const isHole = isInHole(x, y);
      data.set([...(isHole ? guide : wall)(x, y), isHole ? UNKNOWN : KNOWN], 4 * (y * WIDTH + x));
    }
  }
  return { data, width: WIDTH, height: HEIGHT };
}

const isInHole = (x: number, y: number) => x >= 60 && x < 100 && y >= 30 && y < 110;

/** Mean difference from the wall in the hole, grey levels. */
function errorInHole({ data }: Picture, wall: (x: number, y: number) => Colour): number {
  let sum = 0;
  let count = 0;
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      if (!isInHole(x, y)) continue;
      wall(x, y).forEach((value, c) => (sum += Math.abs(data[4 * (y * WIDTH + x) + c]! - value)));
      count += 3;
    }
  }
  return sum / count;
}

const grey = (value: number): Colour => [value, value, value];
const stripes = (x: number) => grey(x % 8 < 4 ? 60 : 180);
const checks = (x: number, y: number) => grey((x >> 3) % 2 === (y >> 3) % 2 ? 60 : 180);
/** Floor boards in perspective: their edges run to a point above the picture. */
const boards = (x: number, y: number): Colour => {
  const across = (x - WIDTH / 2) / (y + 60);
  return Math.abs(across * 24 - Math.round(across * 24)) < 0.12 ? [70, 50, 30] : [170, 130, 90];
};
/** Fine grain, crossed here and there by a dark line. */
const lined = (x: number, y: number) =>
  grey((x + 2 * y) % 37 === 0 ? 30 : 120 + ((x * 7 + y * 13) % 5) * 3 - 6);
const even = () => grey(120);

/** Two finely grained tones; their border winds inside the hole and is straight elsewhere. */
const winding = (x: number, y: number) => {
  const grain = ((x * 7 + y * 13) % 5) * 6 - 12;
  return grey((isLeft(x, y) ? 70 : 180) + grain);
};
const isLeft = (x: number, y: number) => x < 80 + (isInHole(x, y) ? 12 * Math.sin(y / 8) : 0);

describe('a wall continues behind the hole', () => {
  let synthesiser: Synthesiser;
  beforeAll(async () => {
    synthesiser = await createSynthesiser();
  });

  // The numbers in the table: the smooth guide's own error, then the limit; grey levels.
  test('a detailed guide keeps its edges and gets grain; a smooth one gives its tone', async () => {
    const picture = wallWithHole(winding, (x, y) => grey(isLeft(x, y) ? 70 : 180));
    /**
     * In how many of the hole's rows the edge is where the guide has it; and the mean step from pixel to pixel.
     */
    const look = async (guide: 'smooth' | 'detailed') => {
      synthesiser.forget();
      const { data } = (await synthesiser.run(picture, { guide }))!;
      const at = (x: number, y: number) => data[4 * (y * WIDTH + x)]!;
      let edges = 0;
      let steps = 0;
      let pixels = 0;
      for (let y = 32; y < 108; y++) {
        const edge = Math.ceil(80 + 12 * Math.sin(y / 8));
        if (at(edge - 3, y) < 110 && at(edge + 2, y) > 140) edges++;
        for (let x = edge + 4; x < 97; x++, pixels++) steps += Math.abs(at(x, y) - at(x + 1, y));
      }
      return { edges, grain: steps / pixels };
    };
    const [detailed, smooth] = [await look('detailed'), await look('smooth')];
    expect(detailed.edges).toBeGreaterThan(70); // of 76
    expect(smooth.edges).toBeLessThan(60);
    expect(detailed.grain).toBeGreaterThan(7); // the room has 9.6, the guide 0
  });

  test('no edges are copied onto a detailed guide that has none there', async () => {
    synthesiser.forget();
    const { data } = (await synthesiser.run(wallWithHole(checks, even), { guide: 'detailed' }))!;
    let sum = 0;
    let count = 0;
    for (let y = 40; y < 100; y++) {
      for (let x = 70; x < 90; x++, count++) sum += Math.abs(data[4 * (y * WIDTH + x)]! - 120);
    }
    expect(sum / count).toBeLessThan(9); // the checks deviate by 60
  });

  test('strong lines in the room do not become cracks in a plain guide', async () => {
    synthesiser.forget();
    const { data } = (await synthesiser.run(wallWithHole(lined, even), { guide: 'detailed' }))!;
    let most = 0;
    let sum = 0;
    let count = 0;
    for (let y = 40; y < 100; y++) {
      for (let x = 70; x < 90; x++, count++) {
        const apart = Math.abs(data[4 * (y * WIDTH + x)]! - 120);
        most = Math.max(most, apart);
        sum += apart;
      }
    }
    expect(most).toBeLessThan(20); // of 90
    expect(sum / count).toBeGreaterThan(2.5); // the grain has 3.6
  });

  test.each([
    ['stripes', stripes, even, 60, 12],
    ['checks', checks, even, 60, 25],
    ['boards in perspective', boards, () => [140, 108, 74] as const, 33, 28],
  ] as const)('%s', async (_name, wall, guide, ofGuide, most) => {
    const picture = wallWithHole(wall, guide);
    expect(errorInHole(picture, wall)).toBeGreaterThan(0.7 * ofGuide);
    synthesiser.forget();
    const made = await synthesiser.run(picture);
    expect(errorInHole(made!, wall)).toBeLessThan(most);
  });
});

test('the guide decides what belongs where', async () => {
  // The left half of the picture is red brick, the right half green leaves; the guide makes the hole's upper half
  // red.
  const rough = (x: number, y: number) => ((x * 7 + y * 13) % 11) * 6;
  const wall = (x: number, y: number): Colour =>
    x < WIDTH / 2 ? [150 + rough(x, y), 40, 40] : [40, 150 + rough(x, y), 40];
  const guide = (_x: number, y: number): Colour => (y < 70 ? [180, 40, 40] : [40, 180, 40]);
  const made = await (await createSynthesiser()).run(wallWithHole(wall, guide));
  const at = (x: number, y: number) =>
    made!.data.slice(4 * (y * WIDTH + x), 4 * (y * WIDTH + x) + 2);
  const [redAbove, greenAbove] = at(80, 45);
  const [redBelow, greenBelow] = at(80, 95);
  expect(redAbove).toBeGreaterThan(greenAbove! + 60);
  expect(greenBelow).toBeGreaterThan(redBelow! + 60);
});

const GUIDES = ['smooth', 'detailed'] as const;

test.each(GUIDES)('nothing is copied from a visible person: %s guide', async (guide) => {
  const picture = wallWithHole(checks, even);
  for (let y = 0; y < HEIGHT; y++) {
    // More like the guide than the room is, except for some red pixels.
    for (let x = 104; x < 125; x++) {
      const colour = x % 5 === 0 && y % 5 === 0 ? [255, 0, 0] : even();
      picture.data.set([...colour, SHOWN], 4 * (y * WIDTH + x));
    }
  }
  const made = await (await createSynthesiser()).run(picture, { guide });
  let reddest = 0;
  for (let place = 0; place < WIDTH * HEIGHT; place++) {
    const [r, g, b] = made!.data.slice(4 * place);
    if (isInHole(place % WIDTH, Math.floor(place / WIDTH)))
      reddest = Math.max(reddest, r! - Math.max(g!, b!));
  }
  expect(reddest).toBeLessThan(4);
});

test.each(GUIDES)('known pixels are unchanged: %s guide', async (guide) => {
  const picture = wallWithHole(stripes, even);
  const made = await (await createSynthesiser()).run(picture, { guide });
  for (let at = 0; at < picture.data.length; at += 4) {
    if (picture.data[at + 3] === UNKNOWN) continue;
    expect(made!.data.slice(at, at + 3)).toEqual(picture.data.slice(at, at + 3));
  }
});

test.each(GUIDES)('the same seed makes the same picture: %s guide', async (guide) => {
  const picture = wallWithHole(boards, even);
  const [first, second, other] = await Promise.all(
    [3, 3, 4].map(async (seed) => (await createSynthesiser()).run(picture, { seed, guide })),
  );
  expect(second!.data).toEqual(first!.data);
  expect(other!.data).not.toEqual(first!.data);
});

test('a hole that moved a little keeps its texture', async () => {
  const grain = (x: number, y: number) => grey(90 + ((x * 31 + y * 57 + ((x * y) % 13) * 9) % 70));
  const first = wallWithHole(grain, even);
  const moved = wallWithHole(grain, even);
  for (let y = 30; y < 110; y++) moved.data.set([...grain(60, y), KNOWN], 4 * (y * WIDTH + 60));
  const inner = ({ data }: Picture, other: Picture) => {
    let sum = 0;
    for (let y = 40; y < 100; y++) {
      for (let x = 68; x < 92; x++)
        sum += Math.abs(data[4 * (y * WIDTH + x)]! - other.data[4 * (y * WIDTH + x)]!);
    }
    return sum / (60 * 24);
  };
  const again = await createSynthesiser();
  const before = await again.run(first);
  const goneOn = inner((await again.run(moved, { seed: 2 }))!, before!);
  again.forget();
  const anew = inner((await again.run(moved, { seed: 2 }))!, before!);
  expect(goneOn).toBeLessThan(0.6 * anew);
});

describe('a repeated synthesis', () => {
  /** The wall in this light, with a hole from this column on and a guide of one grey. */
  const wallFrom = (left: number, guide: number, light = 0) => {
    const picture = wallWithHole(
      (x, y) => grey(90 + light + ((x * 31 + y * 57 + ((x * y) % 13) * 9) % 70)),
      () => grey(guide),
    );
    for (let y = 30; y < 110; y++) {
      for (let x = 60; x < left; x++)
        picture.data.set([...grey(110 + light), KNOWN], 4 * (y * WIDTH + x));
    }
    return picture;
  };
  /**
   * Mean difference and mean absolute difference, grey levels, well inside what is hidden from column 66 on.
   */
  async function change(again: Picture) {
    const synthesiser = await createSynthesiser();
    const before = (await synthesiser.run(wallFrom(60, 120), { guide: 'detailed' }))!;
    const after = (await synthesiser.run(again, { guide: 'detailed' }))!;
    let sum = 0;
    let size = 0;
    let count = 0;
    for (let y = 40; y < 100; y++) {
      for (let x = 86; x < 96; x++, count++) {
        const at = 4 * (y * WIDTH + x);
        sum += after.data[at]! - before.data[at]!;
        size += Math.abs(after.data[at]! - before.data[at]!);
      }
    }
    return { sum: sum / count, size: size / count };
  }

  test('stays as it was, whatever the new guide', async () => {
    expect((await change(wallFrom(66, 130))).size).toBeLessThan(0.5);
  });

  test('starts again in different light, and when much more is known', async () => {
    expect((await change(wallFrom(66, 130, 20))).sum).toBeGreaterThan(8);
    expect((await change(wallFrom(84, 105))).sum).toBeLessThan(-8);
  });

  test('takes the colours of what is visible next to it', async () => {
    const synthesiser = await createSynthesiser();
    await synthesiser.run(wallFrom(60, 150), { guide: 'detailed' });
    const { data } = (await synthesiser.run(wallFrom(66, 150), { guide: 'detailed' }))!;
    let sum = 0;
    for (let y = 40; y < 100; y++) sum += data[4 * (y * WIDTH + 66)]! / 60;
    expect(Math.abs(sum - 110)).toBeLessThan(12); // the guide says 150
  });
});

test('without anything to copy from, the result is undefined', async () => {
  const picture = wallWithHole(stripes, even);
  for (let at = 3; at < picture.data.length; at += 4) picture.data[at] = UNKNOWN;
  expect(await (await createSynthesiser()).run(picture)).toBeUndefined();
});

test('a pause that throws ends the run; the next run works', async () => {
  const synthesiser = await createSynthesiser();
  const picture = wallWithHole(stripes, even);
  const stop = () => Promise.reject(new Error('enough'));
  await expect(synthesiser.run(picture, { pause: stop })).rejects.toThrow('enough');
  expect(await synthesiser.run(picture)).toBeDefined();
});
