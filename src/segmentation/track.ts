// Somebody who is followed over frames: where they are, how they move and what they wear. Types only.
import type { Clothes } from './clothes.ts';

export interface Track {
  readonly id: number;
  /** The tracks that became one, when it began with people who could not be told apart any more. */
  readonly from: readonly number[];
  /** Labels of the blobs that it is in; none where it was missed. */
  labels: number[];
  /** Where it was found last, cells: its own, or those of the blob that it shared. */
  cells: Int32Array;
  /** Where its middle is to be expected, cells, and how fast it moves, cells/s. */
  x: number;
  y: number;
  vx: number;
  vy: number;
  /** How many cells it usually has. */
  size: number;
  clothes: Clothes;
  /** s for which it has been there, missed, in one blob with others. */
  age: number;
  missed: number;
  together: number;
  /** In this frame it became uncertain who it is. */
  isDoubted: boolean;
  /** It was seen to move (staying.ts). */
  isAlive: boolean;
  /** It is missed, but still there (staying.ts). */
  isStaying: boolean;
}
