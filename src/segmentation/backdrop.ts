// What the small picture showed where nobody was. It serves to remove the light from a frame, to tell a person's own
// pixels from the room that a mask covers beside them, and to notice a cut to another scene. It is kept in addition to
// the clean plate, because it is needed before the frame's people are known, and also where no room is remembered.
import type { SmallPicture } from '../frame/small-picture.ts';

/** Time constant of learning, s. */
const FOLLOWS = 1;
/** It is learned only beyond this distance from people, cells. */
const APART = 2;
/** Grey levels above which a cell has changed: for the light, and for a cut to another scene. */
const OUTLIER = 20;
const AS_BEFORE = 30;
/** If more than this share of the known cells has changed, the frame shows another scene. */
const MOST_OTHER = 0.5;
/** If less than this share of the frame is known, nothing is concluded. */
const LEAST_KNOWN = 0.1;
/** One cell in this many is used for the light. */
const STEP = 7;
/** Limits of the gain that can be removed. */
const GAIN = { least: 0.25, most: 4 };

export interface Backdrop {
  /** `[height, width, 3]`: the frame in the light of the first one. */
  readonly shown: Float32Array;
  /** `[height, width, 3]`, in the same light; valid where `known` is 1. */
  readonly room: Float32Array;
  /** `[height, width]`: 1 where the room is known. */
  readonly known: Uint8Array;
  /**
   * Removes the light from a frame.
   * @param labels `[height, width]`: not 0 where somebody is
   * @returns whether the frame shows another scene; everything known is then discarded
   */
  look(picture: SmallPicture, labels: Uint8Array): boolean;
  /**
   * Learns from the frame passed to `look`.
   * @param covered `[height, width]`: not 0 where nothing may be learned
   * @param seconds since the last frame
   */
  learn(covered: Uint8Array, seconds: number): void;
}

/** @param width cells @param height cells */
export function createBackdrop(width: number, height: number): Backdrop {
  const cells = width * height;
  const shown = new Float32Array(3 * cells);
  const room = new Float32Array(3 * cells);
  const known = new Uint8Array(cells);
  /** 1 where nothing was learned from the last frame. */
  const near = new Uint8Array(cells);

  /** The frame's gain per colour. @returns undefined where too little is known */
  function gains({ data }: SmallPicture, labels: Uint8Array): number[] | undefined {
    let gain = [1, 1, 1];
    for (let round = 0; round < 2; round++) {
      let r = 0;
      let g = 0;
      let b = 0;
      let roomR = 0;
      let roomG = 0;
      let roomB = 0;
      let count = 0;
      for (let cell = 0; cell < cells; cell += STEP) {
        if (labels[cell] || near[cell] || !known[cell]) continue;
        if (round > 0 && isOutlier(cell, data, gain)) continue;
        count++;
        r += data[4 * cell]!;
        g += data[4 * cell + 1]!;
        b += data[4 * cell + 2]!;
        roomR += room[3 * cell]!;
        roomG += room[3 * cell + 1]!;
        roomB += room[3 * cell + 2]!;
      }
      if (count < (LEAST_KNOWN * cells) / STEP) return round === 0 ? undefined : gain;
      const by = (now: number, before: number) => bounded((now + 1) / (before + 1));
      gain = [by(r, roomR), by(g, roomG), by(b, roomB)];
    }
    return gain;
  }

  function isOutlier(cell: number, data: Uint8ClampedArray, gain: readonly number[]): boolean {
    for (let c = 0; c < 3; c++) {
      const off = data[4 * cell + c]! - gain[c]! * room[3 * cell + c]!;
      if (off > OUTLIER || off < -OUTLIER) return true;
    }
    return false;
  }

  function isOther(labels: Uint8Array): boolean {
    let all = 0;
    let other = 0;
    for (let cell = 0; cell < cells; cell += STEP) {
      if (labels[cell] || near[cell] || !known[cell]) continue;
      all++;
      if (differenceAt(shown, room, cell) > AS_BEFORE) other++;
    }
    return all >= (LEAST_KNOWN * cells) / STEP && other > MOST_OTHER * all;
  }

  /** Marks what is covered, and its surroundings. */
  function spread(covered: Uint8Array): void {
    near.fill(0);
    for (let cell = 0; cell < cells; cell++) {
      if (!covered[cell]) continue;
      const x = cell % width;
      const y = (cell - x) / width;
      const isInside = x > 0 && covered[cell - 1] && covered[cell + 1] && covered[cell - width];
      if (isInside && covered[cell + width]) {
        near[cell] = 1;
        continue;
      }
      const [left, right] = [Math.max(0, x - APART), Math.min(width, x + APART + 1)];
      for (let v = Math.max(0, y - APART); v <= Math.min(height - 1, y + APART); v++) {
        near.fill(1, v * width + left, v * width + right);
      }
    }
  }

  return {
    shown,
    room,
    known,
    look(picture, labels) {
      const gain = gains(picture, labels) ?? [1, 1, 1];
      const { data } = picture;
      const [r, g, b] = [1 / gain[0]!, 1 / gain[1]!, 1 / gain[2]!];
      for (let at = 0, from = 0; at < shown.length; at += 3, from += 4) {
        shown[at] = r * data[from]!;
        shown[at + 1] = g * data[from + 1]!;
        shown[at + 2] = b * data[from + 2]!;
      }
      if (!isOther(labels)) return false;
      known.fill(0);
      return true;
    },
    learn(covered, seconds) {
      spread(covered);
      const share = Math.min(1, seconds / FOLLOWS);
      for (let cell = 0; cell < cells; cell++) {
        if (near[cell]) continue;
        const much = known[cell] ? share : 1;
        for (let at = 3 * cell; at < 3 * cell + 3; at++)
          room[at]! += much * (shown[at]! - room[at]!);
        known[cell] = 1;
      }
    },
  };
}

function bounded(gain: number): number {
  return Math.min(GAIN.most, Math.max(GAIN.least, gain));
}

/** The largest difference among the three colours. */
export function differenceAt(a: Float32Array, b: Float32Array, cell: number): number {
  const at = 3 * cell;
  return Math.max(
    Math.abs(a[at]! - b[at]!),
    Math.abs(a[at + 1]! - b[at + 1]!),
    Math.abs(a[at + 2]! - b[at + 2]!),
  );
}
