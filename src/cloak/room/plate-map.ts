// A second, small copy of the clean plate on the CPU, so that the watch needs no read-back. It learns by the rules of
// plate-rules.ts.
import { patienceOf } from '../plate.ts';
import * as rules from '../plate-rules.ts';
import type { Light } from './light.ts';
import { inverseTurn, type Motion } from '../../frame/motion.ts';

export interface PlateMap {
  /** `[height, width, 3]`, 0..255, in the plate's own light. */
  readonly colour: Float32Array;
  /** `[height, width]`, 0..1; see report.ts. */
  readonly confidence: Float32Array;
  /**
   * Learns from a frame, given as its difference from the matched plate.
   * @param residual `[height, width, 3]`: frame - matched plate, grey levels of 255
   * @param hidden `[height, width]`: 1 where nothing can be learned
   * @returns whether any pixel was seen for the first time, or was replaced
   */
  observe(residual: Float32Array, hidden: Uint8Array, light: Light, step: LearningStep): boolean;
  /** Marks pixels under `hole` (1) that were never seen as guessed. */
  guess(hole: Uint8Array): void;
  /** Forgets the plate where `map` is 1. */
  forgetIn(map: Uint8Array): void;
  /** Moves the plate with the camera. @param motion px of the small picture */
  move(motion: Motion): void;
  /** Puts the plate into a different light. @param matched `[height, width, 3]`, the new colours */
  relight(matched: Float32Array): void;
  /** Copies what it knows. */
  keep(): MapCopy;
  /** Replaces what it knows with a copy. */
  restore(kept: MapCopy): void;
  forget(): void;
}

/** Colour and confidence of a plate map. */
export type MapCopy = Readonly<Pick<PlateMap, 'colour' | 'confidence'>>;

export interface LearningStep {
  seconds: number;
  /** Differences up to this are noise, grey levels of 255. */
  tolerance: number;
  /** Whatever is visible is taken for the room at once. */
  isLearning: boolean;
}

export function createPlateMap(width: number, height: number): PlateMap {
  const pixels = width * height;
  const colour = new Float32Array(3 * pixels);
  const confidence = new Float32Array(pixels);
  /** What is visible instead of the plate, as its difference from the plate, and for how many seconds. */
  const candidate = new Float32Array(3 * pixels);
  const age = new Float32Array(pixels);
  const movedColour = new Float32Array(3 * pixels);
  const movedConfidence = new Float32Array(pixels);

  /** Moves a pixel towards what is visible, by a share of the difference. */
  function add(at: number, residual: Float32Array, { gain }: Light, share: number): void {
    for (let c = 0; c < 3; c++) colour[at + c]! += (share * residual[at + c]!) / gain[c]!;
  }

  /** @returns whether the pixel was seen for the first time, or was replaced */
  function learn(pixel: number, residual: Float32Array, light: Light, step: LearningStep): boolean {
    const { seconds, tolerance, isLearning } = step;
    const at = 3 * pixel;
    const r = residual[at]!;
    const g = residual[at + 1]!;
    const b = residual[at + 2]!;
    const known = confidence[pixel]!;
    const isFirst = known < rules.SEEN_FROM;
    const rate = isFirst ? 1 : Math.max((1 - known) / rules.DOUBT, rules.SLOWEST);
    if (isFirst || Math.max(Math.abs(r), Math.abs(g), Math.abs(b)) < tolerance) {
      add(at, residual, light, rate);
      confidence[pixel] = 1 - rules.DOUBT * Math.max(1 / (1 / rate + 1), rules.SLOWEST);
      age[pixel] = Math.max(0, age[pixel]! - rules.FORGETTING * seconds);
      return isFirst;
    }
    const isSame =
      age[pixel]! > 0 &&
      Math.abs(r - candidate[at]!) < tolerance &&
      Math.abs(g - candidate[at + 1]!) < tolerance &&
      Math.abs(b - candidate[at + 2]!) < tolerance;
    const share = isSame ? rules.OTHER_SHARE : 1;
    for (let c = 0; c < 3; c++)
      candidate[at + c]! += share * (residual[at + c]! - candidate[at + c]!);
    age[pixel] = isSame
      ? age[pixel]! + seconds
      : Math.min(Math.max(seconds, rules.SHORTEST_LOOK), rules.FIRST_LOOK);
    const settled = Math.min(
      1,
      Math.max(0, (known - rules.NEW_UNTIL) / (rules.SETTLED_FROM - rules.NEW_UNTIL)),
    );
    const [shortest, longest] = patienceOf(isLearning);
    const after = shortest + (longest - shortest) * settled * settled * (3 - 2 * settled);
    if (age[pixel] <= after) return false;
    add(at, residual, light, 1);
    confidence[pixel] = rules.SWITCHED;
    age[pixel] = 0;
    return true;
  }

  return {
    colour,
    confidence,
    observe(residual, hidden, light, step) {
      let isNews = false;
      for (let pixel = 0; pixel < pixels; pixel++) {
        if (hidden[pixel]) age[pixel] = Math.max(0, age[pixel]! - step.seconds);
        else if (learn(pixel, residual, light, step)) isNews = true;
      }
      return isNews;
    },
    guess(hole) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        if (hole[pixel] && confidence[pixel]! < rules.SEEN_FROM) confidence[pixel] = rules.GUESSED;
      }
    },
    forgetIn(map) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        if (!map[pixel]) continue;
        confidence[pixel] = 0;
        age[pixel] = 0;
      }
    },
    move(motion) {
      const { x, y } = motion;
      const [cos, sin] = inverseTurn(motion);
      const [middleX, middleY] = [width / 2, height / 2];
      for (let v = 0; v < height; v++) {
        for (let u = 0; u < width; u++) {
          const movedX = u + 0.5 - middleX - x;
          const movedY = v + 0.5 - middleY - y;
          const placeX = middleX + cos * movedX + sin * movedY;
          const placeY = middleY - sin * movedX + cos * movedY;
          const pixel = v * width + u;
          const isOutside = placeX < 0 || placeY < 0 || placeX > width || placeY > height;
          const left = Math.min(width - 2, Math.max(0, Math.floor(placeX - 0.5)));
          const top = Math.min(height - 2, Math.max(0, Math.floor(placeY - 0.5)));
          const shareX = Math.min(1, Math.max(0, placeX - 0.5 - left));
          const shareY = Math.min(1, Math.max(0, placeY - 0.5 - top));
          const first = top * width + left;
          const corners = [first, first + 1, first + width, first + width + 1];
          const shares = [
            (1 - shareX) * (1 - shareY),
            shareX * (1 - shareY),
            (1 - shareX) * shareY,
            shareX * shareY,
          ];
          let least = isOutside ? rules.GUESSED : 1;
          for (let c = 0; c < 3; c++) movedColour[3 * pixel + c] = 0;
          for (let i = 0; i < 4; i++) {
            const corner = corners[i]!;
            if (shares[i]! > 0) least = Math.min(least, confidence[corner]!);
            for (let c = 0; c < 3; c++) {
              movedColour[3 * pixel + c]! += shares[i]! * colour[3 * corner + c]!;
            }
          }
          movedConfidence[pixel] = least;
        }
      }
      colour.set(movedColour);
      confidence.set(movedConfidence);
      age.fill(0);
    },
    relight(matched) {
      colour.set(matched);
      age.fill(0);
    },
    keep: () => ({ colour: colour.slice(), confidence: confidence.slice() }),
    restore(kept) {
      colour.set(kept.colour);
      confidence.set(kept.confidence);
      age.fill(0);
    },
    forget() {
      confidence.fill(0);
      age.fill(0);
    },
  };
}
