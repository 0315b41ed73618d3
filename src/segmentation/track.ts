// A person followed over frames: where they are, how they move and what they wear. Types only.
import type { Clothes } from './clothes.ts';

export interface Track {
  readonly id: number;
  /** The tracks that merged into this one, if it began with people who could no longer be told apart. */
  readonly from: readonly number[];
  /** Labels of its blobs; empty where it was missed. */
  labels: number[];
  /** Where it was last found, cells: its own, or those of the blob that it shared. */
  cells: Int32Array;
  /** Expected centre, cells, and velocity, cells/s. */
  x: number;
  y: number;
  vx: number;
  vy: number;
  /** Its usual number of cells. */
  size: number;
  clothes: Clothes;
  /** s since it began, since it was last found, and since it has shared a blob. */
  age: number;
  missed: number;
  together: number;
  /** Its identity became uncertain in this frame. */
  isDoubted: boolean;
  /** It was seen to move (staying.ts). */
  isAlive: boolean;
  /** It is missed but still there (staying.ts). */
  isStaying: boolean;
}
