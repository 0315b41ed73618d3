// What one gain and offset for the whole picture cannot say about the light: a lamp in one corner, a
// cloud, a vignette. A coarse grid of what the frame's room is brighter than the matched plate, which
// goes on smoothly where nothing is known: behind the person.
import type { FieldGrid } from '../plate.ts';

/** px of the small picture that a cell of the grid covers, on each axis. */
const CELL = 8;
/** Cells follow the light with this time constant, s. */
const FOLLOWS = 0.35;
/** A cell with fewer samples to go by has nothing to say. */
const FEWEST = 4;
/** Shares that scatter by more than this about their middle are no light. */
const MOST_SCATTER = 0.1;
/** A cell whose share is off by more from the middle of those around it is a thing that moved. */
const MOST_ALONE = 0.1;
/** On what is darker than this a share cannot be told from noise. Grey levels */
const DARKEST = 16;
/** No light makes the room darker or brighter by more, as a share of it. */
const [LEAST, MOST] = [-0.8, 2];
/** How often the cells are mixed with their neighbours: the field is smooth. */
const SMOOTHINGS = 2;

export interface LightField {
  readonly grid: FieldGrid;
  /**
   * @param residual `[height, width, 3]`: frame - matched plate without the field, grey levels
   * @param matched `[height, width, 3]`: that plate
   * @param weights `[height, width]`, 0..1: how much a pixel says about the room's light
   * @param seconds since the frame before
   * @param isSudden the light changed at once: nothing of the field before is kept
   */
  update(
    residual: Float32Array,
    matched: Float32Array,
    weights: Float32Array,
    seconds: number,
    isSudden: boolean,
  ): void;
  /** The field at every pixel of the small picture. @param into `[height, width, 3]`, is filled */
  sample(into: Float32Array): void;
  /** The largest value in the grid, regardless of its sign. */
  largest(): number;
  /** The light is as the fit says everywhere. */
  reset(): void;
}

/** @param width, height of the small picture, px */
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
  /** Where the pixels' columns lie among those of the cells. */
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
        // Every second pixel, like the fields of a chessboard: the middle is found as well.
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

  /** A light is smooth: what stands out from its surroundings is something else. */
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

  /** Goes on from the cells that are certain into those that are not: from coarse to fine. */
  function fillUp(): void {
    spread.fill(0);
    for (let reach = Math.max(across, down); reach >= 1; reach >>= 1) {
      for (let cell = 0; cell < cells; cell++) {
        const [x, y] = [cell % across, Math.floor(cell / across)];
        let [weight, r, g, b] = [1e-3, 0, 0, 0];
        for (let v = Math.max(0, y - reach); v <= Math.min(down - 1, y + reach); v++) {
          for (let u = Math.max(0, x - reach); u <= Math.min(across - 1, x + reach); u++) {
            const near = v * across + u;
            const share = certainty[near]!;
            if (share === 0) continue;
            weight += share;
            r += share * measured[3 * near]!;
            g += share * measured[3 * near + 1]!;
            b += share * measured[3 * near + 2]!;
          }
        }
        // The fewer of the neighbours are known, the more what was found further away counts.
        const around = (2 * reach + 1) ** 2;
        const trust = Math.min(1, (4 * weight) / around);
        next[3 * cell] = trust * (r / weight) + (1 - trust) * spread[3 * cell]!;
        next[3 * cell + 1] = trust * (g / weight) + (1 - trust) * spread[3 * cell + 1]!;
        next[3 * cell + 2] = trust * (b / weight) + (1 - trust) * spread[3 * cell + 2]!;
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
        let [sum, weight] = [0, 0];
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
