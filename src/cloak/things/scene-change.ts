// Whether a small picture shows a different scene than the one before, whatever the light. A few cells suffice.
import type { SmallPicture } from '../../frame/small-picture.ts';

/** One cell in this many is compared. */
const STEP = 7;
/** Grey levels above which a cell has changed; a larger share of changed cells means another scene. */
const AS_BEFORE = 30;
const MOST_OTHER = 0.5;
/** With fewer cells visible beside people, nothing is concluded. */
const FEWEST = 60;
/** Added to both values before they are compared, grey levels: dark cells tell little about the light. */
const DARK = 8;

export interface SceneChange {
  /**
   * @param covered `[height, width]`: not 0 where somebody is
   * @returns whether the scene changed, and by which factor the picture is brighter
   */
  look(picture: SmallPicture, covered: Uint8Array): { isOther: boolean; gain: number };
  reset(): void;
}

export function createSceneChange(): SceneChange {
  let last: SmallPicture | undefined;

  return {
    look(picture, covered) {
      const before = last;
      last = picture;
      if (before?.data.length !== picture.data.length) {
        return { isOther: before !== undefined, gain: 1 };
      }
      const [now, then] = [luma(picture, covered), luma(before, covered)];
      if (now.length < FEWEST) return { isOther: false, gain: 1 };
      const ratios = Float32Array.from(now, (value, i) => (value + DARK) / (then[i]! + DARK));
      const gain = Math.min(4, Math.max(0.25, ratios.sort()[ratios.length >> 1]!));
      const other = now.filter((value, i) => Math.abs(value - gain * then[i]!) > AS_BEFORE);
      return { isOther: other.length > MOST_OTHER * now.length, gain };
    },
    reset: () => void (last = undefined),
  };
}

function luma({ data }: SmallPicture, covered: Uint8Array): number[] {
  const values: number[] = [];
  for (let cell = 0; cell < covered.length; cell += STEP) {
    if (covered[cell]) continue;
    const at = 4 * cell;
    values.push(0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!);
  }
  return values;
}
