// Looks at the canvas now and then: whether it shows a picture at all, and whether it changes when the frames do. A
// graphics driver can fail without an error in any call; then the canvas is black, or stays as it was.
import type { Pipeline } from '../cloak/pipeline.ts';

/** A look costs a read-back: one in so many ms. */
const EVERY = 2000;
/** So many looks in a row must find the same fault. */
const LOOKS = 2;
/** Size of a look, px. */
const [WIDTH, HEIGHT] = [16, 12];

/** Brightness below which all of a look is black, grey levels. */
const BLACK = 3;
/** Mean brightness from which on a frame is not black. */
const LIT = 16;
/** A part of a frame is another from this difference on, grey levels; */
const CHANGED = 20;
/** ... and the frame as a whole if so large a share of it is: a person before the camera may be most of it. */
const ALL_OVER = 0.95;
/** Spread of brightness from which on a frame shows something. */
const SOMETHING = 12;

/** Grey levels, row by row. */
export type Look = readonly number[];

export interface Judge {
  /** @returns what is wrong with the canvas, as a sentence */
  judge(frame: Look, canvas: Look): string | undefined;
}

/** Judges pairs of looks; no pixels are taken here. */
export function createJudge(): Judge {
  let before: { frame: Look; canvas: Look } | undefined;
  let found = { fault: '', times: 0 };

  function faultOf(frame: Look, canvas: Look): string | undefined {
    if (Math.max(...canvas) < BLACK && mean(frame) > LIT) return 'The picture stayed black.';
    if (!before || spread(frame) < SOMETHING || spread(before.frame) < SOMETHING) return undefined;
    const isSame = canvas.every((value, i) => value === before!.canvas[i]);
    // The room behind a person stays; a frame that is another all over leaves no canvas as it was.
    return isSame && changedShare(frame, before.frame) > ALL_OVER
      ? 'The picture stood still.'
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

/** @returns looks, if it is time to, and says what is wrong with the picture of a frame that is still open */
export function createPictureProof(): (
  pipeline: Pipeline,
  frame: VideoFrame,
) => string | undefined {
  const judge = createJudge();
  const context = new OffscreenCanvas(WIDTH, HEIGHT).getContext('2d', {
    ...{ alpha: false, willReadFrequently: true },
  });
  let last = performance.now();

  function look(source: CanvasImageSource): Look {
    context!.drawImage(source, 0, 0, WIDTH, HEIGHT);
    const { data } = context!.getImageData(0, 0, WIDTH, HEIGHT);
    return Array.from({ length: WIDTH * HEIGHT }, (_, i) => data[4 * i + 1]!); // green is most of what is bright
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
