// Reads back what a pipeline drew last: for evaluation, photos and tests. Nothing that is shown live is read back.
// Call these functions before the frame is closed.
import type { PersonMask } from '../frame/person-mask.ts';
import type { Passes } from './passes.ts';
import type { Strategy } from './strategy.ts';

/** How the last frame was cloaked. */
export interface LastFrame {
  canvas: OffscreenCanvas;
  passes: Passes;
  strategy: Strategy;
  /** Whether that strategy remembers the room. */
  isRemembering: boolean;
  /** Where the person is; undefined if the frame was not cloaked. */
  person?: () => PersonMask | Promise<PersonMask>;
  /** How far the hole reaches past the person, a share of the frame's longest side. */
  margin: number;
}

/** What an inspection needs of a pipeline. */
interface Inspected {
  readonly last: LastFrame;
  redraw<Result>(use: (canvas: OffscreenCanvas) => Result): Result;
}

/** The canvas as last drawn, RGBA. */
export function readPicture(pipeline: Inspected): ImageData {
  return pipeline.redraw(copyOf);
}

/**
 * The hole's alpha at frame size in R, G and B. It comes from the mask alone, even if the variant used a matte, so that
 * all variants are measured over the same pixels.
 */
export async function readHole({ last }: Inspected): Promise<ImageData> {
  const { canvas, passes, strategy, isRemembering, person, margin } = last;
  if (!person) return blank(canvas);
  if (!isRemembering) passes.hole(await person(), margin);
  strategy.draw('hole');
  return copyOf(canvas);
}

/**
 * What the plate knows at frame size, in R, G and B: 0 never seen, up to 255 x SEEN_FROM guessed, above that seen;
 * black while the room is not remembered.
 */
export function readConfidence({ last }: Inspected): ImageData {
  const { canvas, passes, isRemembering } = last;
  if (!isRemembering) return blank(canvas);
  passes.plate.reveal('known');
  return copyOf(canvas);
}

/** Bytes of GPU memory that the plate holds; 0 while the room is not remembered. */
export function plateBytesOf({ last }: Inspected): number {
  return last.isRemembering ? last.passes.plate.bytes() : 0;
}

/** Call it in the task in which the canvas was drawn: later it may be empty. */
function copyOf(canvas: OffscreenCanvas): ImageData {
  const { width, height } = canvas;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('This browser cannot read the picture back.');
  context.drawImage(canvas, 0, 0);
  return context.getImageData(0, 0, width, height);
}

function blank({ width, height }: OffscreenCanvas): ImageData {
  return new ImageData(width, height);
}
