// Groups tracks and blobs that are related, and joins blobs. Numbers only.
import type { Blob } from './blobs.ts';
import type { Track } from './track.ts';

/** A connected set of tracks and blobs; one of the lists may be empty. */
export interface Group {
  members: Track[];
  parts: Blob[];
}

/** @param isOne whether the track and the blob are related */
export function groupsOf(
  tracks: readonly Track[],
  blobs: readonly Blob[],
  isOne: (track: Track, blob: Blob) => boolean,
): Group[] {
  let groups: Group[] = blobs.map((blob) => ({ members: [], parts: [blob] }));
  for (const track of tracks) {
    const isMine = ({ parts }: Group) => parts.some((blob) => isOne(track, blob));
    const mine = groups.filter(isMine);
    const group = {
      members: [...mine.flatMap(({ members }) => members), track],
      parts: mine.flatMap(({ parts }) => parts),
    };
    groups = [...groups.filter((other) => !mine.includes(other)), group];
  }
  return groups;
}

/** Joins several blobs into one place. */
export function joined(parts: readonly Blob[]): Omit<Blob, 'label'> {
  if (parts.length === 1) return parts[0]!;
  const cells = new Int32Array(parts.reduce((sum, part) => sum + part.cells.length, 0));
  let at = 0;
  let x = 0;
  let y = 0;
  for (const part of parts) {
    cells.set(part.cells, at);
    at += part.cells.length;
    x += part.x * part.cells.length;
    y += part.y * part.cells.length;
  }
  return {
    cells,
    x: x / at,
    y: y / at,
    left: Math.min(...parts.map(({ left }) => left)),
    top: Math.min(...parts.map(({ top }) => top)),
    right: Math.max(...parts.map(({ right }) => right)),
    bottom: Math.max(...parts.map(({ bottom }) => bottom)),
  };
}

/** @param width of the grid, cells */
export function middleOf(cells: Int32Array, width: number): { x: number; y: number } {
  let x = 0;
  let y = 0;
  for (let i = 0; i < cells.length; i++) {
    const column = cells[i]! % width;
    x += column;
    y += (cells[i]! - column) / width;
  }
  return { x: x / cells.length, y: y / cells.length };
}

/**
 * Whether one stands above the other. @param share least overlap of their columns, as a share of the narrower
 */
export function isStacked(a: Blob, b: Blob, share: number): boolean {
  const common = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  return common >= share * Math.min(a.right - a.left, b.right - b.left);
}
