// A variant that the user removes: for a few seconds it is only off the list, and can be restored. Then it is deleted.
import type { Later } from '../../later.ts';
import { Undo } from '../parts/undo.svelte.ts';
import { t } from '../words/words.svelte.ts';

export class VariantRemoval {
  readonly #undo: Undo;
  readonly #remove: (id: string) => Promise<void>;
  /** Off the list, but not yet deleted. */
  #leaving: { id: string; title: string } | undefined = $state.raw();

  /** @param remove deletes it; it stays off the list until that resolves */
  constructor(later: Later, remove: (id: string) => Promise<void>) {
    this.#undo = new Undo(later);
    this.#remove = remove;
  }

  /** Whether the last removed variant can be restored. */
  get canUndo(): boolean {
    return this.#undo.isOffered;
  }
  /** Says which one that is. */
  get sentence(): string {
    return this.#leaving ? t().variants.removed(this.#leaving.title) : '';
  }

  isLeaving(id: string): boolean {
    return this.#leaving?.id === id;
  }

  begin(id: string, title: string): void {
    this.#undo.offer(
      () => (this.#leaving = undefined),
      () => void this.#end(id),
    );
    this.#leaving = { id, title };
  }

  undo(): void {
    this.#undo.takeBack();
  }

  async #end(id: string): Promise<void> {
    await this.#remove(id);
    if (this.isLeaving(id)) this.#leaving = undefined;
  }
}
