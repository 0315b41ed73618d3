// Which variant is to be in use: what the page wishes for, and what takes the place of one whose answers are no numbers.
// A variant is loaded beside the one in use, and takes over between two frames (variant-slot.ts).
import type { Loaded } from '../models/network.ts';
import { problemOf } from '../vanish-error.ts';
import type { FromEngine } from './messages.ts';
import type { Prepared, VariantSlot } from './variant-slot.ts';

export interface VariantWishes {
  /** Variants can be taken into use from now on. */
  begin(slot: VariantSlot): void;
  /** Takes another variant into use, unless a newer wish comes before it is loaded. */
  use(id: string): Promise<void>;
  /** Loads a variant, measures it, and lets go of it. @param wanted its id, or itself */
  try(wanted: string | Loaded): Promise<void>;
  /**
   * Another takes the place of a variant that broke; the picture stays covered meanwhile.
   * @param sentence what is wrong with it
   */
  replace(id: string, sentence: string): void;
}

export interface WishOptions {
  say: (message: FromEngine) => void;
  /** Runs the work between two frames. */
  between: (work: () => Promise<void> | void) => Promise<void>;
}

export function createVariantWishes({ say, between }: WishOptions): VariantWishes {
  let slot: VariantSlot | undefined;
  /** The newest wish. */
  let lastWish: object | undefined;
  /** Ids of those whose answers were no numbers. */
  const broken = new Set<string>();
  /** What broke in the warm-up already: it is replaced when there is a slot for another. */
  let brokenAtStart: [id: string, sentence: string] | undefined;

  /** Loads another variant, and calls `then` with it between two frames, if it is still wanted. */
  async function prepare(
    wanted: string | Loaded,
    isWanted: () => boolean,
    then: (slot: VariantSlot, prepared: Prepared) => Promise<void> | void,
  ): Promise<void> {
    const id = typeof wanted === 'string' ? wanted : wanted.card.id;
    try {
      if (!slot) throw new Error('The cloak is not running.');
      const mine = slot;
      const prepared = await mine.prepare(wanted, (share, doing) => {
        if (isWanted()) say({ kind: 'variant-progress', id, share, doing });
      });
      await between(() => (isWanted() ? then(mine, prepared) : prepared.dispose()));
    } catch (error) {
      if (isWanted()) say({ kind: 'variant-problem', id, ...problemOf(error) });
    }
  }

  function use(id: string): Promise<void> {
    const wish = (lastWish = {});
    return prepare(
      id,
      () => wish === lastWish,
      async (mine, prepared) => {
        await prepared.use();
        say({ kind: 'variant', ...mine.inUse });
      },
    );
  }

  function replace(id: string, sentence: string): void {
    if (!slot) {
      brokenAtStart = [id, sentence];
      return;
    }
    broken.add(id);
    const next = slot.others.find((other) => !broken.has(other));
    const then = next
      ? `"${next}" takes over, and nobody shows meanwhile.`
      : 'No other is left: people are covered in grey.';
    say({ kind: 'variant-problem', id, sentence: `${sentence} ${then}` });
    if (next) void use(next);
  }

  return {
    begin(given) {
      slot = given;
      if (brokenAtStart) replace(...brokenAtStart);
    },
    use,
    try(wanted) {
      const id = typeof wanted === 'string' ? wanted : wanted.card.id;
      return prepare(
        wanted,
        () => true,
        (_slot, { milliseconds, dispose }) => {
          dispose();
          say({ kind: 'variant-tried', id, milliseconds });
        },
      );
    },
    replace,
  };
}
