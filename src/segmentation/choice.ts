// Who is kept in the picture. Everybody is hidden unless the user chose otherwise; any doubt hides them again. Only
// ids here; following.ts applies a choice to the mask.
import type { Track } from './track.ts';

/** A choice by the user. Ids that are no longer known have no effect. */
export type Choice =
  /** Keeps these people, or hides them. */
  | { kind: 'keep' | 'hide'; ids: readonly number[] }
  /** Hides these people, and keeps all others who are there now. */
  | { kind: 'only'; ids: readonly number[] }
  /** Hides everybody. */
  | { kind: 'everybody' };

/** What one click selects: one person, or several who cannot be told apart at the moment. */
export interface SeenPerson {
  ids: readonly number[];
  /** Whether they are chosen to be kept. */
  isKept: boolean;
  /** Whether they are visible; kept people are hidden while they touch somebody who is hidden. */
  isShown: boolean;
  /** Their outline, in shares of the picture's width and height: corners as x, y, x, y... */
  outline: readonly number[];
}

/** How many of the people who are kept are visible. */
export function countShown(people: readonly SeenPerson[]): number {
  return people.reduce((sum, { ids, isShown }) => sum + (isShown ? ids.length : 0), 0);
}

export interface Chosen {
  has(id: number): boolean;
  choose(choice: Choice, tracks: readonly Track[]): void;
  /** Hides people again who are gone or in doubt. Call it for every frame. */
  update(tracks: readonly Track[]): void;
  reset(): void;
}

export function createChosen(): Chosen {
  let kept = new Set<number>();

  return {
    has: (id) => kept.has(id),
    choose(choice, tracks) {
      const there = tracks.map(({ id }) => id);
      if (choice.kind === 'everybody') kept.clear();
      else if (choice.kind === 'only')
        kept = new Set(there.filter((id) => !choice.ids.includes(id)));
      else {
        for (const id of choice.ids) {
          if (choice.kind === 'hide') kept.delete(id);
          else if (there.includes(id)) kept.add(id);
        }
      }
    },
    update(tracks) {
      if (kept.size === 0) return;
      const next = new Set<number>();
      for (const { id, from, isDoubted } of tracks) {
        const wasKept = kept.has(id) || (from.length > 0 && from.every((one) => kept.has(one)));
        if (wasKept && !isDoubted) next.add(id);
      }
      kept = next;
    },
    reset: () => kept.clear(),
  };
}
