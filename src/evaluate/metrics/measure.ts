// All metrics of one frame, by name.
import { meanOver, type Picture, type Region } from './picture.ts';
import { psnr } from './psnr.ts';
import { moreThanHalf, ringAround } from './regions.ts';
import { residue } from './residue.ts';
import { ssimMap } from './ssim.ts';

/**
 * The metrics of a frame, and as means those of a clip and of all cases. Names that start with
 * `input` say how the untouched input does: the baseline. A metric that cannot be taken (no clean
 * picture, an empty hole) is absent. (A type and not an interface: it is to count as a record.)
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
  /** Grey levels of 255, see flicker.ts; clips only. */
  flicker?: number;
};

export interface MeasuredFrame {
  input: Picture;
  output: Picture;
  /** The hole's alpha, `[height, width]`, 0..255. */
  holeAlpha: Uint8Array;
  /** The view without the person, taken as given (its exposure is not matched). */
  clean?: Picture;
  /** Who is to vanish; default: the hole. */
  person?: Region;
}

/** Flicker needs several frames and is not among them. All parts have the frame's size. */
export function measureFrame(frame: MeasuredFrame): Metrics {
  const { input, output, holeAlpha, clean } = frame;
  const hole = moreThanHalf(holeAlpha);
  const holeShare = hole.reduce((sum, value) => sum + value, 0) / hole.length;
  if (!clean) return { holeShare };

  const ring = ringAround(holeAlpha, input.width, input.height);
  const similarity = ssimMap(output, clean);
  const inputSimilarity = ssimMap(input, clean);
  return {
    holeShare,
    psnrHole: psnr(output, clean, hole),
    psnrRing: psnr(output, clean, ring),
    inputPsnrHole: psnr(input, clean, hole),
    inputPsnrRing: psnr(input, clean, ring),
    ssimHole: meanOver(similarity, hole),
    ssimRing: meanOver(similarity, ring),
    inputSsimHole: meanOver(inputSimilarity, hole),
    inputSsimRing: meanOver(inputSimilarity, ring),
    residue: residue({ input, output, clean }, frame.person ?? hole),
  };
}
