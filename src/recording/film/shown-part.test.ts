import { describe, expect, it } from 'vitest';
import { readEdits } from './edit-list.ts';
import { isHidden } from './hidden-frames.ts';
import { isShown, measure } from './shown-part.ts';

const bytes = (...numbers: number[]) => Uint8Array.from(numbers);
const word = (number: number) => [24, 16, 8, 0].map((shift) => (number >> shift) & 0xff);
const box = (type: string, ...content: number[]): number[] => [
  ...word(8 + content.length),
  ...new TextEncoder().encode(type),
  ...content,
];
const zeros = (count: number) => Array<number>(count).fill(0);
const ONE = 0x10000;

/** An MP4 header with one track, number 7, and these edits: duration (ms), start, speed. */
function movie(edits: [number, number, number][], count = edits.length): Blob {
  const list = box('elst', 0, 0, 0, 0, ...word(count), ...edits.flat().flatMap(word));
  const track = box('trak', ...box('tkhd', ...zeros(12), ...word(7)), ...box('edts', ...list));
  const head = box('moov', ...box('mvhd', ...zeros(12), ...word(1000), ...zeros(4)), ...track);
  return new Blob([bytes(...box('ftyp', 1, 2, 3, 4), ...head)]);
}

describe('readEdits', () => {
  const endOf = async (edits: [number, number, number][]) => (await readEdits(movie(edits))).get(7);

  it('gives the end of a single edit, including an empty time before it', async () => {
    expect(await endOf([[3000, 0, ONE]])).toEqual({ end: 3, isSimple: true });
    const late = await endOf([
      [500, -1, ONE],
      [3000, 200, ONE],
    ]);
    expect(late).toEqual({ end: 3.5, isSimple: true });
  });

  it('takes an edit without a length as one to the end', async () => {
    expect(await endOf([[0, 100, ONE]])).toEqual({ end: Infinity, isSimple: true });
  });

  it('reports several parts or a changed speed', async () => {
    const [first, second]: [number, number, number][] = [
      [1000, 0, ONE],
      [1000, 5000, ONE],
    ];
    expect((await endOf([first!, second!]))?.isSimple).toBe(false);
    expect((await endOf([[1000, 0, ONE / 2]]))?.isSimple).toBe(false);
  });

  it('copes with false sizes and counts', async () => {
    expect((await readEdits(movie([[3000, 0, ONE]], 2 ** 31))).get(7)?.end).toBe(3);
    const lying = new Uint8Array(await movie([[3000, 0, ONE]]).arrayBuffer());
    for (let at = 0; at < lying.length; at++) {
      for (const value of [0, 1, 7, 255]) {
        await readEdits(new Blob([lying.with(at, value)])); // whatever it says, it terminates
      }
    }
    expect(await readEdits(new Blob([]))).toEqual(new Map());
  });

  it('quickly refuses a film whose header follows countless boxes', async () => {
    const pieces = new Blob(Array<BlobPart>(10_000).fill(bytes(...box('free'))));
    const film = new Blob([pieces, movie([[3000, 0, ONE]])]);
    await expect(readEdits(film)).rejects.toThrow('too many pieces');
  });
});

describe('isHidden', () => {
  it('recognises frames of VP8 and VP9 that are never shown', () => {
    expect(isHidden('vp8', bytes(0x10, 0))).toBe(false);
    expect(isHidden('vp8', bytes(0x00, 0))).toBe(true);
    expect(isHidden('vp9', bytes(0b10000010, 0))).toBe(false); // shown
    expect(isHidden('vp9', bytes(0b10000100, 0))).toBe(true);
    expect(isHidden('vp9', bytes(0b10001000, 0))).toBe(false); // shows an earlier one
    expect(isHidden('vp9', bytes(0b10110001, 0))).toBe(false); // profile 3
    expect(isHidden('vp9', bytes(0b10110010, 0))).toBe(true);
    expect(isHidden('vp9', bytes(0b10000100, 0b11000001))).toBe(false); // several in one packet
    expect(isHidden('avc', bytes(0))).toBe(false);
  });
});

describe('measure', () => {
  const rate = 15;
  const frameAt = (timestamp: number) => ({ timestamp, duration: 1 / rate });
  async function* film(count: number, start: number) {
    for (let i = 0; i < count; i++) {
      const frame = { timestamp: start + i / rate, duration: 1 / rate, data: bytes(0x10, i) };
      yield await Promise.resolve(frame);
    }
  }

  it('counts every frame of an uncut film', async () => {
    const part = await measure(film(30, 0), 'avc', Infinity);
    expect(part).toMatchObject({ frames: 30, from: 0, early: 0, hasHidden: false });
    expect(part.to).toBeCloseTo(2);
  });

  it('starts with the first whole frame after the cut, as players do', async () => {
    const part = await measure(film(150, -1.5), 'vp9', 8.5);
    expect(part.frames).toBe(127);
    expect(part.early).toBeCloseTo(0.5 / rate);
    expect(isShown(part, frameAt(-0.5 / rate))).toBe(false);
    expect(isShown(part, frameAt(0))).toBe(false); // the rest of the frame that was cut
    expect(isShown(part, frameAt(0.5 / rate))).toBe(true);
  });

  it('counts all frames in the index, even if a truncated film has no data for them', async () => {
    async function* cutOff() {
      let number = 0;
      for await (const packet of film(30, 0)) {
        yield number++ < 20 ? packet : { ...packet, data: bytes(), isMetadataOnly: true };
      }
    }
    expect((await measure(cutOff(), 'vp9', Infinity)).frames).toBe(30);
  });

  it('leaves out frames after the end', async () => {
    const part = await measure(film(90, 0), 'avc', 3);
    expect(part).toMatchObject({ frames: 45, to: 3 });
    expect(isShown(part, frameAt(44 / rate))).toBe(true);
    expect(isShown(part, frameAt(3))).toBe(false);
  });

  it('shows every frame of a film with 1000 frames a second up to its cut', async () => {
    const frames = Array.from({ length: 20 }, (_, i) => ({
      timestamp: (i - 5) / 1000,
      duration: 1 / 1000,
      data: bytes(),
    }));
    async function* fast() {
      for (const frame of frames) yield await Promise.resolve(frame);
    }
    const part = await measure(fast(), 'avc', 0.01);
    expect(part.frames).toBe(10);
    expect(frames.filter((frame) => isShown(part, frame))).toEqual(frames.slice(5, 15));
  });

  it('shows a last frame without a duration as long as the one before', async () => {
    async function* unending() {
      for await (const frame of film(30, 0)) {
        yield frame.timestamp > 28.5 / rate ? { ...frame, duration: 0 } : frame;
      }
    }
    const part = await measure(unending(), 'vp9', Infinity);
    expect(part.to).toBeCloseTo(2);
    expect(isShown(part, { timestamp: 29 / rate, duration: 0 })).toBe(true);
  });

  it('shows the only frame of a film without any duration', async () => {
    async function* one() {
      yield await Promise.resolve({ timestamp: 0, duration: 0, data: bytes(0x10) });
    }
    const part = await measure(one(), 'vp9', Infinity);
    expect(part.to).toBeGreaterThan(0);
    expect(isShown(part, { timestamp: 0, duration: 0 })).toBe(true);
  });

  it('lets a late picture start late', async () => {
    expect(await measure(film(5, 0.4), 'avc', Infinity)).toMatchObject({ from: 0.4, early: 0 });
  });
});
