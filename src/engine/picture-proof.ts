// Checks now and then that the canvas shows a picture, and that it changes when the frames do. A graphics driver can
// fail without an error in any call; then the canvas is black or frozen.
import type { Pipeline } from '../cloak/pipeline.ts';

/** ms between two looks. Each one costs a read-back. */
const EVERY = 2000;
/** How many looks in a row must find the same fault. */
const LOOKS = 2;
/** Size of a look, px. */
const [WIDTH, HEIGHT] = [16, 12];

/** A look is black if all of it is darker than this, grey levels. */
const BLACK = 3;
/** A frame is not black if its mean brightness exceeds this, grey levels. */
const LIT = 16;
/** A part of a frame has changed if it differs by this much, grey levels; */
const CHANGED = 20;
/** ... and the whole frame has changed if this share of it did. A person close to the camera may fill most of it. */
const ALL_OVER = 0.95;
/** A frame shows something if its brightness spreads over this much, grey levels. */
const SOMETHING = 12;

/** Grey levels, row by row. */
export type Look = readonly number[];

export interface Judge {
  /** @returns what is wrong with the canvas, as a sentence, if anything is */
  judge(frame: Look, canvas: Look): string | undefined;
}

/** Judges pairs of looks. It reads no pixels. */
export function createJudge(): Judge {
  let before: { frame: Look; canvas: Look } | undefined;
  let found = { fault: '', times: 0 };

  function faultOf(frame: Look, canvas: Look): string | undefined {
    if (Math.max(...canvas) < BLACK && mean(frame) > LIT) return 'The picture stayed black.';
    if (!before || spread(frame) < SOMETHING || spread(before.frame) < SOMETHING) return undefined;
    const isSame = canvas.every((value, i) => value === before!.canvas[i]);
    // The room behind a person stays the same. But if the whole frame changed, the canvas must have changed too.
    return isSame && changedShare(frame, before.frame) > ALL_OVER
      ? 'The picture froze.'
      : undefined;
  }

  return {
    judge(frame, canvas) {
      const fault = faultOf(frame, canvas);
      before = { frame, canvas };
      found = { fault: fault ?? '', times: fault && fault === found.fault ? found.times + 1 : 1 };
      return fault && found.times >= LOOKS ? fault : undefined;
    },
  };
}

/**
 * @returns a function that checks the canvas if that is due, and returns what is wrong with the picture of a frame that is still
 * open
 */
export function createPictureProof(): (
  pipeline: Pipeline,
  frame: VideoFrame,
) => string | undefined {
  const judge = createJudge();
  const context = new OffscreenCanvas(WIDTH, HEIGHT).getContext('2d', {
    alpha: false,
    willReadFrequently: true,
  });
  let last = performance.now();

  function look(source: CanvasImageSource): Look {
    context!.drawImage(source, 0, 0, WIDTH, HEIGHT);
    const { data } = context!.getImageData(0, 0, WIDTH, HEIGHT);
    return Array.from({ length: WIDTH * HEIGHT }, (_, i) => data[4 * i + 1]!); // green carries most of the brightness
  }

  return (pipeline, frame) => {
    const now = performance.now();
    if (!context || now - last < EVERY) return undefined;
    last = now;
    return judge.judge(look(frame), pipeline.redraw(look));
  };
}

function mean(look: Look): number {
  return look.reduce((sum, value) => sum + value, 0) / look.length;
}

function spread(look: Look): number {
  const middle = mean(look);
  return Math.sqrt(mean(look.map((value) => (value - middle) ** 2)));
}

function changedShare(a: Look, b: Look): number {
  return mean(a.map((value, i) => (Math.abs(value - b[i]!) > CHANGED ? 1 : 0)));
}
