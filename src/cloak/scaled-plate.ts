// A copy of the plate at another size, for frames that show the same room with more or fewer pixels.
import { between } from '../between.ts';
import type { PlateCopy } from './plate.ts';

/**
 * Bilinear, weighted by confidence: what is not known does not bleed into what is. A pixel is known only if everything
 * that it is made of is.
 * @param width px
 * @param height px
 */
export function scalePlate(copy: PlateCopy, width: number, height: number): PlateCopy {
  const from = copy.data;
  const data = new Uint8ClampedArray(4 * width * height);
  const columns = between(copy.width, width);
  const rows = between(copy.height, height);
  /** The four source pixels, and their shares of the target's. */
  const sources = new Int32Array(4);
  const shares = new Float32Array(4);
  for (let y = 0, to = 0; y < height; y++) {
    const down = rows.share[y]!;
    for (let x = 0; x < width; x++, to += 4) {
      const across = columns.share[x]!;
      for (let i = 0; i < 4; i++) {
        const row = i < 2 ? rows.at[y]! : rows.next[y]!;
        const column = i % 2 === 0 ? columns.at[x]! : columns.next[x]!;
        sources[i] = 4 * (row * copy.width + column);
        shares[i] = (i < 2 ? 1 - down : down) * (i % 2 === 0 ? 1 - across : across);
      }
      let confidence = 255;
      let weight = 0;
      for (let i = 0; i < 4; i++) {
        const known = from[sources[i]! + 3]!;
        if (shares[i]! > 0) confidence = Math.min(confidence, known);
        shares[i]! *= known;
        weight += shares[i]!;
      }
      if (weight === 0) continue;
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let i = 0; i < 4; i++) sum += shares[i]! * from[sources[i]! + channel]!;
        data[to + channel] = sum / weight;
      }
      data[to + 3] = confidence;
    }
  }
  return { width, height, data };
}
