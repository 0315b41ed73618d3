// The engine's work on a variant: one request at a time. A request to which the engine no longer answers is given up.
export interface Work {
  /** The variant's id. */
  id: string;
  /** 0..1 */
  share: number;
  doing: string;
}

/** If the engine says nothing about a request for this long, it counts as failed, ms. */
const SILENT_AFTER = 120_000;

export class PendingWork {
  readonly #onSilent: (id: string) => void;
  #now: Work | undefined = $state.raw();
  #limit: ReturnType<typeof setTimeout> | undefined;

  constructor(onSilent: (id: string) => void) {
    this.#onSilent = onSilent;
  }

  get now(): Work | undefined {
    return this.#now;
  }

  /** Begins, or reports progress. */
  goOn(work: Work): Work {
    clearTimeout(this.#limit);
    this.#limit = setTimeout(() => this.#onSilent(work.id), SILENT_AFTER);
    this.#now = work;
    return work;
  }

  /** Does nothing if other work is under way. */
  end(id: string): void {
    if (this.#now?.id !== id) return;
    clearTimeout(this.#limit);
    this.#now = undefined;
  }
}
