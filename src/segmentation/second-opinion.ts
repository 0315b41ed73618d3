// A second opinion of who is in a frame, for rooms of which nothing is remembered: that of a network which sees the
// picture alone, and knows people who are far away (picture-finder.ts). It is slower than the segmenter. Live it works in
// its own time, and its last word counts meanwhile; where nobody looks on, it is asked in every frame.
import type { SmallPicture } from '../cloak/room/small-picture.ts';
import { createAsking } from './asking.ts';
import { createBlobFinder } from './blobs.ts';
import { sampled } from './joint-mask.ts';
import type { PersonMask } from './person-mask.ts';
import { DOUBT, sureBeside, type PictureFinder } from './picture-finder.ts';

/** After an answer it rests this many times as long as that took: a quarter of a core. */
const RESTS = 3;
/** A word counts for so long; microseconds of frames. */
const WORD_LASTS = 1.5e6;

/** Somebody whom it sees so near, a share of the longer side, may reach here. */
const NEARBY = 0.016;
/** Nobody is there when it says so this often in turn, about pixels that stay as they are, */
const VOTES = 3;
/** ... in what hangs together over this share of the picture: small and far away it may overlook somebody. */
const LARGE = 0.03;
/** Grey levels of 255 from which a pixel is not as it was. */
const OTHER = 30;

export interface SecondOpinion {
  /** @param picture the same frame, small */
  hear(frame: VideoFrame, picture: SmallPicture, waits: boolean): Promise<void>;
  /**
   * The segmenter's mask with what the second opinion adds to it, and without what it has ruled out.
   * @param picture of the same frame, small
   */
  join(segmented: PersonMask, picture: SmallPicture, timestamp: number): PersonMask;
  set(finder: PictureFinder): void;
  reset(): void;
  dispose(): void;
}

interface Word {
  mask: PersonMask;
  /** How often in turn nobody was seen there, of each pixel of the mask. */
  against: Uint8Array;
  /** What it was about. */
  picture: SmallPicture;
  /** Microseconds of frames. */
  until: number;
}

/** @param notify told in a sentence when the finder is left out */
export function createSecondOpinion(notify: (sentence: string) => void): SecondOpinion {
  const asking = createAsking<PictureFinder>(notify);
  let word: Word | undefined;
  let restsUntil = -Infinity; // ms
  let isUnderWay = false;
  let era = {};

  async function ask(frame: VideoFrame, picture: SmallPicture): Promise<void> {
    const { timestamp } = frame;
    const asked = era;
    const began = performance.now();
    isUnderWay = true;
    const mask = await asking.ask((finder) => finder.run(frame));
    isUnderWay = false;
    restsUntil = performance.now() + RESTS * (performance.now() - began);
    if (!mask || asked !== era) return;
    const against = votesAgainst(mask, picture, word);
    word = { mask, against, picture, until: timestamp + WORD_LASTS };
  }

  return {
    async hear(frame, picture, waits) {
      if (!asking.isThere) return;
      if (waits) return ask(frame, picture);
      if (!isUnderWay && performance.now() >= restsUntil) void ask(frame, picture);
    },
    join(segmented, picture, timestamp) {
      if (!word || !(timestamp < word.until)) return segmented;
      const width = Math.max(segmented.width, word.mask.width);
      const height = Math.max(segmented.height, word.mask.height);
      const size = { width: word.mask.width, height: word.mask.height };
      const same = unchanged(word.picture, picture, size);
      const large = largeIn(segmented, size);
      const ruledOut = word.against.map((votes, i) =>
        votes >= VOTES && same[i] && large[i] ? 255 : 0,
      );
      const sure = sureBeside(segmented);
      const [first, second] = [segmented, word.mask].map((one) => sampled(one, width, height));
      const nobody = sampled({ data: ruledOut, ...size }, width, height);
      const data = first!.map((value, i) => {
        if (second![i]! >= sure) return Math.max(value, second![i]!);
        return nobody[i] === 255 ? Math.min(value, second![i]!) : value;
      });
      return { data, width, height };
    },
    set: (finder) => asking.set(finder),
    reset() {
      word = undefined;
      restsUntil = -Infinity;
      era = {};
    },
    dispose: () => asking.dispose(),
  };
}

/** How often in turn nobody was seen at a pixel that stayed as it is. */
function votesAgainst(mask: PersonMask, picture: SmallPicture, last: Word | undefined): Uint8Array {
  const isOther = last?.mask.width !== mask.width || last.mask.height !== mask.height;
  const same = last && !isOther ? unchanged(last.picture, picture, mask) : undefined;
  return nearby(mask).map((value, i) => {
    if (value >= DOUBT) return 0;
    return same?.[i] ? Math.min(VOTES, last!.against[i]! + 1) : 1;
  });
}

/** 1 where the mask hangs together over a large part of the picture; as `[size.height, size.width]`. */
function largeIn(mask: PersonMask, size: { width: number; height: number }): Uint8Array {
  const { labels, list } = createBlobFinder(size.width, size.height)(mask);
  const isLarge = list.map(({ cells }) => cells.length > LARGE * labels.length);
  return labels.map((label) => (label > 0 && isLarge[label - 1] ? 1 : 0));
}

/** The most that the mask says within reach of each pixel. */
function nearby({ data, width, height }: PersonMask): Uint8Array {
  const reach = Math.ceil(NEARBY * Math.max(width, height));
  const across = new Uint8Array(data.length);
  const most = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const x = i % width;
    for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
      across[i] = Math.max(across[i]!, data[i - x + u]!);
    }
  }
  for (let i = 0; i < data.length; i++) {
    const y = Math.floor(i / width);
    for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
      most[i] = Math.max(most[i]!, across[i + (v - y) * width]!);
    }
  }
  return most;
}

/** 1 where two small pictures of one size show the same, with what is beside it; as `[size.height, size.width]`. */
function unchanged(
  before: SmallPicture,
  now: SmallPicture,
  size: { width: number; height: number },
): Uint8Array {
  const { width, height } = now;
  const same = new Uint8Array(size.width * size.height);
  if (before.width !== width || before.height !== height) return same;
  const differs = new Uint8Array(width * height);
  for (let i = 0; i < differs.length; i++) {
    for (let c = 4 * i; c < 4 * i + 3; c++) {
      if (Math.abs(before.data[c]! - now.data[c]!) > OTHER) differs[i] = 1;
    }
  }
  const isOther = (x: number, y: number) => {
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        if (differs[v * width + u]) return true;
      }
    }
    return false;
  };
  const still = differs.map((_, i) => (isOther(i % width, Math.floor(i / width)) ? 0 : 1));
  for (let y = 0; y < size.height; y++) {
    const row = Math.floor((y * height) / size.height) * width;
    for (let x = 0; x < size.width; x++) {
      same[y * size.width + x] = still[row + Math.floor((x * width) / size.width)]!;
    }
  }
  return same;
}
