// How restless the fill is from frame to frame.
import type { Region } from './picture.ts';

export interface Flicker {
  /** The next frame: its luma `[height, width]`, 0..255, and its hole. */
  add(frame: Float64Array, hole: Region): void;
  /**
   * The temporal standard deviation inside the hole, grey levels of 255, mean over the pixels; undefined while no pixel
   * has been in the hole for two consecutive frames.
   */
  value(): number | undefined;
}

/**
 * Measures flicker over a clip whose frames have `pixels` pixels. A pixel counts over the stretches of consecutive
 * frames (two or more) in which it was in the hole. Each stretch has its own mean, so that the room between two visits
 * of the person adds nothing.
 */
export function createFlicker(pixels: number): Flicker {
  // The pixel's current stretch (Welford's running mean and sum of squared deviations) ...
  const length = new Uint32Array(pixels);
  const mean = new Float64Array(pixels);
  const squares = new Float64Array(pixels);
  // ... and its earlier stretches, taken together.
  const endedLength = new Uint32Array(pixels);
  const endedSquares = new Float64Array(pixels);

  function endStretch(pixel: number): void {
    if (length[pixel]! > 1) {
      endedLength[pixel]! += length[pixel]!;
      endedSquares[pixel]! += squares[pixel]!;
    }
    length[pixel] = 0;
    mean[pixel] = 0;
    squares[pixel] = 0;
  }

  return {
    add(frame, hole) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        if (!hole[pixel]) {
          endStretch(pixel);
          continue;
        }
        const difference = frame[pixel]! - mean[pixel]!;
        length[pixel]! += 1;
        mean[pixel]! += difference / length[pixel]!;
        squares[pixel]! += difference * (frame[pixel]! - mean[pixel]!);
      }
    },
    value() {
      let sum = 0;
      let counted = 0;
      for (let pixel = 0; pixel < pixels; pixel++) {
        const current = length[pixel]! > 1;
        const frames = endedLength[pixel]! + (current ? length[pixel]! : 0);
        if (frames === 0) continue;
        sum += Math.sqrt((endedSquares[pixel]! + (current ? squares[pixel]! : 0)) / frames);
        counted++;
      }
      return counted > 0 ? sum / counted : undefined;
    },
  };
}
