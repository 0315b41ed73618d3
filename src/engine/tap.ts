// Takes cloaked pictures out of the engine: a sequence for a recording, or a single one as PNG. The caller must have
// run the pipeline with `pinned` settings, so that no raw frame is recorded.
import type { Pipeline } from '../cloak/pipeline.ts';
import type { Settings } from '../cloak/settings.ts';
import { countShown } from '../segmentation/choice.ts';
import type { FromTap, ToTap } from './tap-messages.ts';

/** Pictures on their way to the recorder. More would only pile up. */
const WAITING = 6;

export interface Tap {
  /**
   * Sends the pipeline's picture.
   * @param frame the frame it was made from, still open @param wall when that was taken, ms since 1970
   */
  take(pipeline: Pipeline, frame: VideoFrame, wall: number): void;
  end(): void;
}

/** The page's settings, with those changed that could show an uncloaked picture. */
export function pinned(settings: Settings): Settings {
  return { ...settings, cloak: true, view: 'cloaked' };
}

/** @param beside whether to put the original to the left of the cloaked picture */
export function createTap(port: MessagePort, beside: boolean): Tap {
  let waiting = 0;
  const pair = beside ? new OffscreenCanvas(1, 1) : undefined;
  port.onmessage = ({ data }: MessageEvent<ToTap>) => {
    if (data.kind === 'taken') waiting--;
  };

  function say(message: FromTap, transfer: Transferable[] = []): void {
    port.postMessage(message, transfer);
  }

  return {
    take(pipeline, frame, wall) {
      if (waiting >= WAITING) {
        say({ kind: 'lost' });
        return;
      }
      const init = { timestamp: frame.timestamp };
      const picture = pipeline.redraw((canvas) =>
        pair
          ? new VideoFrame(drawPair(pair, pipeline.shutter ? canvas : frame, canvas), init)
          : new VideoFrame(canvas, init),
      );
      waiting++;
      const kept = countShown(pipeline.mask.people);
      say({ kind: 'frame', frame: picture, wall, kept }, [picture]);
    },
    end() {
      say({ kind: 'end' });
      port.onmessage = null;
    },
  };
}

/** @param before the original; there is none behind a closed shutter */
function drawPair(
  pair: OffscreenCanvas,
  before: VideoFrame | OffscreenCanvas,
  cloaked: OffscreenCanvas,
) {
  const { width, height } = cloaked;
  if (pair.width !== 2 * width || pair.height !== height) {
    [pair.width, pair.height] = [2 * width, height];
  }
  const context = context2d(pair);
  context.drawImage(before, 0, 0, width, height);
  context.drawImage(cloaked, width, 0);
  return pair;
}

/** The pipeline's picture as PNG, at full size. */
export function snapshot(pipeline: Pipeline): Promise<Blob> {
  const copy = pipeline.redraw((canvas) => {
    const made = new OffscreenCanvas(canvas.width, canvas.height);
    context2d(made).drawImage(canvas, 0, 0);
    return made;
  });
  return copy.convertToBlob({ type: 'image/png' });
}

function context2d(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('This browser cannot copy the picture.');
  return context;
}
