// Films that are damaged or falsified. Whatever is read of them before cloaking must terminate.
import {
  ALL_FORMATS,
  BlobSource,
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  Input,
  MkvOutputFormat,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat,
  type OutputFormat,
} from 'mediabunny';
import { expect, test } from 'vitest';
import { readFacts } from './film-facts.ts';
import { findShownPart } from './shown-part.ts';

/** Per format. */
const MUTATIONS = 60;
/** Time limit for reading a broken film of a few kB, ms. Intact ones take about 5. */
const LIMIT = 5000;
/** More frames than the few that were written would have to be invented. */
const FRAMES = 40;

const FORMS: [string, () => OutputFormat][] = [
  ['MP4', () => new Mp4OutputFormat()],
  ['MP4 in fragments', () => new Mp4OutputFormat({ fastStart: 'fragmented' })],
  ['MOV', () => new MovOutputFormat()],
  ['WebM', () => new WebMOutputFormat()],
  ['Matroska', () => new MkvOutputFormat()],
];

async function makeFilm(format: OutputFormat): Promise<Uint8Array<ArrayBuffer>> {
  const output = new Output({ format, target: new BufferTarget() });
  const source = new EncodedVideoPacketSource('vp9');
  output.addVideoTrack(source, { frameRate: 15 });
  await output.start();
  const decoderConfig = { codec: 'vp09.00.10.08', codedWidth: 64, codedHeight: 64 };
  for (let i = 0; i < FRAMES; i++) {
    const data = new Uint8Array(60).fill(0x82);
    const packet = new EncodedPacket(data, i % 10 === 0 ? 'key' : 'delta', i / 15, 1 / 15);
    await source.add(packet, { decoderConfig });
  }
  await output.finalize();
  return new Uint8Array(output.target.buffer!);
}

/** The same sequence in every run. @returns a function that gives 0..1 */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Truncates the film, flips bits, swaps pieces, or falsifies sizes. */
function mutate(film: Uint8Array<ArrayBuffer>, number: number): Uint8Array<ArrayBuffer> {
  const chance = createChance(number);
  const place = () => Math.floor(chance() * film.length);
  const made = film.slice();
  switch (number % 4) {
    case 0:
      return made.slice(0, place());
    case 1:
      for (let i = 0; i <= chance() * 20; i++) made[place()]! ^= 1 << (8 * chance());
      return made;
    case 2: {
      const [a, b, length] = [place(), place(), 8 + Math.floor(chance() * 200)];
      made.set(film.subarray(a, a + Math.min(length, film.length - b)), b);
      made.set(film.subarray(b, b + Math.min(length, film.length - a)), a);
      return made;
    }
    default: {
      const value = [0, 1, 0x7fffffff, 0xffffffff][Math.floor(chance() * 4)]!;
      // Sizes and counts are in the film's header, at its beginning or its end.
      const from = chance() < 0.5 ? Math.min(place(), 800) : film.length - Math.min(place(), 800);
      new DataView(made.buffer).setUint32(Math.max(0, Math.min(film.length - 4, from)), value);
      return made;
    }
  }
}

/** As the page does before it asks how to cloak the film. @returns frames, or a message */
async function read(bytes: Uint8Array<ArrayBuffer>): Promise<number | string> {
  const file = new File([bytes], 'broken.mp4');
  try {
    using input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
    const track = (await input.canRead()) ? await input.getPrimaryVideoTrack() : null;
    if (!track) return 'There is no film in it.';
    return (await findShownPart(file, track)).frames;
  } catch (error) {
    return String(error);
  }
}

test.each(FORMS)(
  '%s: a film broken in many ways is quickly read or refused',
  async (_name, format) => {
    const film = await makeFilm(format());
    expect(await read(film)).toBe(FRAMES);
    for (let number = 0; number < MUTATIONS; number++) {
      const start = performance.now();
      const told = await read(mutate(film, number));
      const took = performance.now() - start;
      expect({ number, told, isSoon: took < LIMIT }).toMatchObject({ isSoon: true });
      if (typeof told === 'number') expect(told).toBeLessThan(1000);
      else expect(told).not.toBe('');
    }
  },
);

test('a broken film is reported by its name', async () => {
  const film = await makeFilm(new Mp4OutputFormat());
  for (let number = 0; number < 40; number++) {
    const file = new File([mutate(film, number)], 'broken.mp4');
    await expect(readFacts(file)).rejects.toThrow(/“broken\.mp4” (is|has|cannot) .*\./);
  }
});
