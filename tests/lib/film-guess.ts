// Measures a cloaked film where the original never showed the room: how much detail there is, and how much it changes.
// All in grey.
import { decodeGrey, readVideoFile } from './video-file.ts';

/** Grey levels from the original film that certainly mean something else. */
const OTHER = 30;
/** Only pixels this far inside such an area count, as a share of the longer side: the hole's edge may move. */
const INSIDE = 0.01;

export interface FilmGuess {
  /** The share of pixels that differ in every picture. */
  share: number;
  /** Gradient energy of the mean picture, squares of grey levels. */
  sharpness: number;
  /** Grey levels: the mean difference of two consecutive pictures; the worst pair. */
  change: number;
}

/** @param cloaked, film paths of files of the same size */
export function measureGuess(cloaked: string, film: string): FilmGuess {
  const { width, height } = readVideoFile(film);
  const decode = (path: string) => decodeGrey(path, `scale=${width}:${height}`, width * height);
  const [after, before] = [decode(cloaked), decode(film)];
  const isHidden = Uint8Array.from(before[0]!, (_, i) =>
    after.every((picture, number) => Math.abs(picture[i]! - before[number]![i]!) > OTHER) ? 1 : 0,
  );
  const inner = within(isHidden, width, height, Math.round(INSIDE * Math.max(width, height)));
  const mean = (i: number) => after.reduce((sum, picture) => sum + picture[i]!, 0) / after.length;
  let sharpness = 0;
  for (const i of inner) {
    sharpness += (mean(i + 1) - mean(i)) ** 2 + (mean(i + width) - mean(i)) ** 2;
  }
  const changes = after.slice(1).map((picture, number) => {
    const last = after[number]!;
    return inner.reduce((sum, i) => sum + Math.abs(picture[i]! - last[i]!), 0) / inner.length;
  });
  return {
    share: inner.length / (width * height),
    sharpness: sharpness / inner.length,
    change: Math.max(...changes),
  };
}

/** The pixels that have only set pixels within this many px. */
function within(isSet: Uint8Array, width: number, height: number, reach: number): number[] {
  const inner: number[] = [];
  for (let y = reach; y < height - reach; y++) {
    for (let x = reach; x < width - reach; x++) {
      let isInner = true;
      for (let v = y - reach; v <= y + reach && isInner; v++) {
        const row = v * width + x;
        isInner = isSet.subarray(row - reach, row + reach + 1).every((value) => value === 1);
      }
      if (isInner) inner.push(y * width + x);
    }
  }
  return inner;
}
