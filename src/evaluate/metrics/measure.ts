// All metrics of one frame, by name.
import { meanOver, type Picture, type Region } from './picture.ts';
import { roomErrors } from './room.ts';
import { psnr } from './psnr.ts';
import { moreThanHalf, ringAround } from './regions.ts';
import { residue } from './residue.ts';
import { ssimMap } from './ssim.ts';

/**
 * The metrics of a frame, and as means those of a clip and of all cases. Names that start with `input` measure the
 * untouched input: the baseline. A metric that cannot be measured (no clean picture, an empty hole) is absent. (A type
 * and not an interface, so that it counts as a record.)
 */
export type Metrics = {
  /** The hole's share of the frame, 0..1. */
  holeShare?: number;
  /** dB; hole and ring as in regions.ts */
  psnrHole?: number;
  psnrRing?: number;
  inputPsnrHole?: number;
  inputPsnrRing?: number;
  /** -1..1 */
  ssimHole?: number;
  ssimRing?: number;
  inputSsimHole?: number;
  inputSsimRing?: number;
  /** 0..1, see residue.ts */
  residue?: number;
  /** The share of the hole that the plate has seen, 0..1; only with the room remembered. */
  seenShare?: number;
  /** As above, over the pixels of the hole that the plate has seen, or has not seen. */
  psnrSeen?: number;
  ssimSeen?: number;
  psnrGuessed?: number;
  ssimGuessed?: number;
  /** Share of the frame, 0..1; see room.ts. */
  missed?: number;
  falseRemoval?: number;
  // Pairs only, and measured by the training package (scripts/lib/fill-features.ts): on the crop around the hole at
  // 256x256.
  /** Feature distance inside the hole, 0 = the same; and as a share of Telea's with the same hole. */
  featureHole?: number;
  featureOfTelea?: number;
  /** Gradient energy inside the hole as a share of the truth's, 1 = as sharp. */
  sharpnessOfTruth?: number;
  // Clips only, from here on.
  /** Grey levels of 255, see flicker.ts. */
  flicker?: number;
  /** The same without the camera's own changes of light; needs a clean picture. */
  flickerStill?: number;
  /** Flicker of the input's room: the camera's own. */
  flickerRoom?: number;
  /** Residue from one second after the first hole on, and that of the worst of those frames. */
  residueSettled?: number;
  residueWorst?: number;
  /** How many frames show the raw person, see room.ts. */
  rawFrames?: number;
  /** The share of frames in which the generator ran, 0..1. */
  generatorShare?: number;
};

export interface MeasuredFrame {
  input: Picture;
  output: Picture;
  /** The hole's alpha, `[height, width]`, 0..255. */
  holeAlpha: Uint8Array;
  /** The view without the person, in the frame's light (or taken as given). */
  clean?: Picture;
  /** What the plate has seen; absent if the room is not remembered. */
  seen?: Region;
  /** Who is to vanish; default: the hole. */
  person?: Region;
}

/** Flicker needs several frames and is not included. All parts have the frame's size. */
export function measureFrame(frame: MeasuredFrame): Metrics {
  const { input, output, holeAlpha, clean } = frame;
  const hole = moreThanHalf(holeAlpha);
  const holeShare = hole.reduce((sum, value) => sum + value, 0) / hole.length;
  const seenShare = frame.seen && shareOf(frame.seen, hole);
  if (!clean) return definedOnly({ holeShare, seenShare });

  const ring = ringAround(holeAlpha, input.width, input.height);
  const similarity = ssimMap(output, clean);
  const inputSimilarity = ssimMap(input, clean);
  return definedOnly({
    holeShare,
    seenShare,
    ...(frame.seen && measureKnown(output, clean, similarity, hole, frame.seen)),
    ...roomErrors({ input, output, clean }),
    psnrHole: psnr(output, clean, hole),
    psnrRing: psnr(output, clean, ring),
    inputPsnrHole: psnr(input, clean, hole),
    inputPsnrRing: psnr(input, clean, ring),
    ssimHole: meanOver(similarity, hole),
    ssimRing: meanOver(similarity, ring),
    inputSsimHole: meanOver(inputSimilarity, hole),
    inputSsimRing: meanOver(inputSimilarity, ring),
    residue: residue({ input, output, clean }, frame.person ?? hole),
  });
}

/** Fewer than this many seen (or guessed) pixels of the hole would measure only noise. */
const FEWEST_KNOWN = 200;

function measureKnown(
  output: Picture,
  clean: Picture,
  similarity: Float64Array,
  hole: Region,
  seen: Region,
): Metrics {
  const part = (wanted: number) => {
    const region = hole.map((inHole, pixel) => (inHole && seen[pixel] === wanted ? 1 : 0));
    const pixels = region.reduce((sum, value) => sum + value, 0);
    return pixels >= FEWEST_KNOWN ? region : undefined;
  };
  const [seenPart, guessedPart] = [part(1), part(0)];
  return {
    psnrSeen: seenPart && psnr(output, clean, seenPart),
    ssimSeen: seenPart && meanOver(similarity, seenPart),
    psnrGuessed: guessedPart && psnr(output, clean, guessedPart),
    ssimGuessed: guessedPart && meanOver(similarity, guessedPart),
  };
}

/** The share of `whole` that is in `part` too; undefined if the whole is empty. */
function shareOf(part: Region, whole: Region): number | undefined {
  let both = 0;
  let all = 0;
  for (let pixel = 0; pixel < whole.length; pixel++) {
    if (!whole[pixel]) continue;
    all++;
    if (part[pixel]) both++;
  }
  return all > 0 ? both / all : undefined;
}

function definedOnly(metrics: Metrics): Metrics {
  return Object.fromEntries(Object.entries(metrics).filter(([, value]) => value !== undefined));
}
