// Models the light that one gain and offset for the whole picture cannot: a lamp in one corner, a cloud, a vignette.
// A coarse grid holds the share by which the room in the frame is brighter than the matched plate. Where that is
// unknown, behind the person, the grid is continued smoothly.
import type { FieldGrid } from '../plate.ts';

/** px of the small picture per cell of the grid, on each axis. */
const CELL = 8;
/** Cells follow the light with this time constant, s. */
const FOLLOWS = 0.35;
/** A cell with fewer samples is ignored. */
const FEWEST = 4;
/** If a cell's samples scatter by more than this about their median, they do not show light. */
const MOST_SCATTER = 0.1;
/** A cell that differs by more than this from the median of its surroundings is a thing that moved. */
const MOST_ALONE = 0.1;
/** Below this a relative difference cannot be told from noise. Grey levels */
const DARKEST = 16;
/** Limits of the field: light changes the room's brightness by no more than these shares. */
const [LEAST, MOST] = [-0.8, 2];
/** How often the grid is smoothed. */
const SMOOTHINGS = 2;

export interface LightField {
  readonly grid: FieldGrid;
  /**
   * @param residual `[height, width, 3]`: frame - matched plate without the field, grey levels
   * @param matched `[height, width, 3]`: that plate
   * @param weights `[height, width]`, 0..1: how much a pixel reveals of the room's light
   * @param seconds since the last frame
   * @param isSudden the light changed at once: the previous field is discarded
   */
  update(
    residual: Float32Array,
    matched: Float32Array,
    weights: Float32Array,
    seconds: number,
    isSudden: boolean,
  ): void;
  /** The field at every pixel of the small picture. @param into `[height, width, 3]`, filled */
  sample(into: Float32Array): void;
  /** The largest absolute value in the grid. */
  largest(): number;
  /** Sets the field to 0: the light is even. */
  reset(): void;
}

/** @param width px of the small picture @param height px of the small picture */
export function createLightField(width: number, height: number): LightField {
  const across = Math.max(2, Math.round(width / CELL));
  const down = Math.max(2, Math.round(height / CELL));
  const cells = across * down;
  const grid: FieldGrid = { data: new Float32Array(4 * cells), width: across, height: down };
  const measured = new Float32Array(3 * cells);
  const certainty = new Float32Array(cells);
  const around = new Float32Array(25);
  const alone = new Uint8Array(cells);
  const spread = new Float32Array(3 * cells);
  const next = new Float32Array(3 * cells);
  const sums = new Float64Array(4 * (across + 1) * (down + 1));
  const row = new Float64Array(4);
  /** The grid column, fractional, of each pixel column. */
  const columns = Float32Array.from({ length: width }, (_, x) =>
    Math.min(across - 1 - 1e-4, Math.max(0, ((x + 0.5) * across) / width - 0.5)),
  );
  const members = new Float32Array(Math.ceil(width / across + 1) * Math.ceil(height / down + 1));

  function measure(
    cell: number,
    residual: Float32Array,
    matched: Float32Array,
    weights: Float32Array,
  ): void {
    const [column, line] = [cell % across, Math.floor(cell / across)];
    const left = Math.floor((column * width) / across);
    const right = Math.floor(((column + 1) * width) / across);
    const top = Math.floor((line * height) / down);
    const bottom = Math.floor(((line + 1) * height) / down);
    let weight = 0;
    let scatter = 0;
    for (let c = 0; c < 3; c++) {
      let count = 0;
      weight = 0;
      for (let y = top; y < bottom; y++) {
        // Every second pixel, in a chequerboard: the median is just as good.
        for (let at = y * width + left + (y & 1); at < y * width + right; at += 2) {
          const room = matched[3 * at + c]!;
          if (weights[at]! <= 0 || room < DARKEST) continue;
          members[count++] = residual[3 * at + c]! / room;
          weight += weights[at]!;
        }
      }
      if (count < FEWEST) {
        certainty[cell] = 0;
        return;
      }
      const sorted = members.subarray(0, count).sort();
      measured[3 * cell + c] = sorted[count >> 1]!;
      scatter = Math.max(scatter, (sorted[(count * 3) >> 2]! - sorted[count >> 2]!) / 2);
    }
    const all = (right - left) * (bottom - top);
    const doubt = Math.min(1, Math.max(0, scatter / MOST_SCATTER - 1));
    certainty[cell] = Math.min(1, (2 * weight) / all) * (1 - doubt);
  }

  /** Light is smooth: whatever stands out from its surroundings is something else. */
  function dropThings(): void {
    for (let cell = 0; cell < cells; cell++) {
      if (certainty[cell] === 0) continue;
      const x = cell % across;
      const y = Math.floor(cell / across);
      let off = 0;
      for (let c = 0; c < 3; c++) {
        let count = 0;
        for (let v = y - 4; v <= y + 4; v += 2) {
          for (let u = x - 4; u <= x + 4; u += 2) {
            if (u < 0 || v < 0 || u >= across || v >= down) continue;
            const near = v * across + u;
            if (certainty[near]! > 0) around[count++] = measured[3 * near + c]!;
          }
        }
        const middle = around.subarray(0, count).sort()[count >> 1]!;
        off = Math.max(off, Math.abs(measured[3 * cell + c]! - middle));
      }
      alone[cell] = off > MOST_ALONE ? 1 : 0;
    }
    for (let cell = 0; cell < cells; cell++) if (alone[cell]) certainty[cell] = 0;
  }

  /** Summed-area table of the certainty, and of the certain cells' R, G and B: sums over rectangles cost four reads. */
  function sumUp(): void {
    for (let y = 0; y < down; y++) {
      row.fill(0);
      for (let x = 0; x < across; x++) {
        const cell = y * across + x;
        const share = certainty[cell]!;
        const at = 4 * ((y + 1) * (across + 1) + x + 1);
        const above = at - 4 * (across + 1);
        row[0]! += share;
        sums[at] = sums[above]! + row[0]!;
        for (let c = 0; c < 3; c++) {
          row[c + 1]! += share * measured[3 * cell + c]!;
          sums[at + c + 1] = sums[above + c + 1]! + row[c + 1]!;
        }
      }
    }
  }

  /** Extends the certain cells into the uncertain ones, from coarse to fine. */
  function fillUp(): void {
    spread.fill(0);
    sumUp();
    for (let reach = Math.max(across, down); reach >= 1; reach >>= 1) {
      for (let cell = 0; cell < cells; cell++) {
        const x = cell % across;
        const y = (cell - x) / across;
        const [left, right] = [Math.max(0, x - reach), Math.min(across, x + reach + 1)];
        const top = Math.max(0, y - reach) * (across + 1);
        const bottom = Math.min(down, y + reach + 1) * (across + 1);
        const within = (plane: number) =>
          sums[4 * (bottom + right) + plane]! -
          sums[4 * (bottom + left) + plane]! -
          sums[4 * (top + right) + plane]! +
          sums[4 * (top + left) + plane]!;
        const weight = 1e-3 + within(0);
        // The fewer neighbours are known, the more the coarser estimate counts.
        const around = (2 * reach + 1) ** 2;
        const trust = Math.min(1, (4 * weight) / around);
        for (let c = 0; c < 3; c++) {
          const mean = within(c + 1) / weight;
          next[3 * cell + c] = trust * mean + (1 - trust) * spread[3 * cell + c]!;
        }
      }
      spread.set(next);
    }
    for (let cell = 0; cell < cells; cell++) {
      for (let c = 0; c < 3; c++) {
        const share = certainty[cell]!;
        const at = 3 * cell + c;
        spread[at] = share * measured[at]! + (1 - share) * spread[at]!;
      }
    }
  }

  function smooth(): void {
    for (let cell = 0; cell < cells; cell++) {
      const [x, y] = [cell % across, Math.floor(cell / across)];
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        let weight = 0;
        for (let v = -1; v <= 1; v++) {
          for (let u = -1; u <= 1; u++) {
            if (x + u < 0 || x + u >= across || y + v < 0 || y + v >= down) continue;
            const share = (2 - Math.abs(u)) * (2 - Math.abs(v));
            sum += share * spread[3 * ((y + v) * across + x + u) + c]!;
            weight += share;
          }
        }
        next[3 * cell + c] = sum / weight;
      }
    }
    spread.set(next);
  }

  return {
    grid,
    update(residual, matched, weights, seconds, isSudden) {
      for (let cell = 0; cell < cells; cell++) measure(cell, residual, matched, weights);
      alone.fill(0);
      dropThings();
      fillUp();
      for (let i = 0; i < SMOOTHINGS; i++) smooth();
      const share = isSudden ? 1 : 1 - Math.exp(-seconds / FOLLOWS);
      for (let cell = 0; cell < cells; cell++) {
        for (let c = 0; c < 3; c++) {
          const wanted = Math.min(MOST, Math.max(LEAST, spread[3 * cell + c]!));
          grid.data[4 * cell + c]! += share * (wanted - grid.data[4 * cell + c]!);
        }
      }
    },
    sample(into) {
      const { data } = grid;
      for (let y = 0; y < height; y++) {
        const v = Math.min(down - 1, Math.max(0, ((y + 0.5) * down) / height - 0.5));
        const top = Math.min(down - 2, Math.floor(v));
        const shareY = v - top;
        for (let x = 0; x < width; x++) {
          const shareX = columns[x]! % 1;
          const a = 4 * (top * across + Math.floor(columns[x]!));
          const b = a + 4 * across;
          const at = 3 * (y * width + x);
          for (let c = 0; c < 3; c++) {
            const upper = data[a + c]! + shareX * (data[a + 4 + c]! - data[a + c]!);
            const lower = data[b + c]! + shareX * (data[b + 4 + c]! - data[b + c]!);
            into[at + c] = upper + shareY * (lower - upper);
          }
        }
      }
    },
    largest: () => grid.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    reset: () => void grid.data.fill(0),
  };
}
