// Decides which variant is in use: the one that the page requests, or the replacement of one that returns NaN or
// infinite values. A variant loads next to the one in use and takes over between two frames (variant-slot.ts).
import type { Loaded } from '../models/network.ts';
import { problemOf } from '../vanish-error.ts';
import type { FromEngine } from './messages.ts';
import type { Prepared, VariantSlot } from './variant-slot.ts';

export interface VariantRequests {
  /** From now on, variants can be put to use. */
  begin(slot: VariantSlot): void;
  /** Puts another variant to use, unless a newer request arrives before it has loaded. */
  use(id: string): Promise<void>;
  /** Loads a variant, measures it and unloads it. @param wanted its id, or the variant itself */
  try(wanted: string | Loaded): Promise<void>;
  /**
   * Replaces a variant that broke. The picture stays covered meanwhile.
   * @param sentence what is wrong with it
   */
  replace(id: string, sentence: string): void;
  /** The variant in use moves from the GPU to the CPU: a frame may take longer than usual, .. */
  moving(): void;
  /** .. until it has moved. */
  moved(): void;
}

export interface RequestOptions {
  say: (message: FromEngine) => void;
  /** Runs the work between two frames. */
  between: (work: () => Promise<void> | void) => Promise<void>;
}

export function createVariantRequests({ say, between }: RequestOptions): VariantRequests {
  let slot: VariantSlot | undefined;
  /** The latest request. */
  let lastRequest: object | undefined;
  /** Ids of variants that returned NaN or infinite values. */
  const broken = new Set<string>();
  /** A variant that broke during warm-up. It is replaced once there is a slot. */
  let brokenAtStart: [id: string, sentence: string] | undefined;

  /** Loads another variant and, if it is still wanted, calls `then` with it between two frames. */
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
    const request = (lastRequest = {});
    return prepare(
      id,
      () => request === lastRequest,
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
      ? `"${next}" takes over; nobody is shown in the meantime.`
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
    moving() {
      if (slot)
        say({ kind: 'variant-progress', id: slot.inUse.variant, share: 0, doing: 'Checking' });
    },
    moved() {
      if (slot) say({ kind: 'moved', ...slot.inUse });
    },
  };
}
