// The variants to choose from: the catalog's and the user's own, the cost and quality of each, and which one is being
// fetched, measured or put to use. The file is longer than others because all of this shares one pending request and
// one problem.
import type { Engine } from '../../engine/client.ts';
import type { FromEngine } from '../../engine/messages.ts';
import {
  readBrought,
  TakenError,
  type Brought,
  type DroppedFile,
} from '../../models/dropped-variant.ts';
import { fetchCatalog, type Catalog } from '../../models/catalog.ts';
import { keepOwnVariant, removeOwnVariant } from '../../models/own-variants.ts';
import { later, type Later } from '../../later.ts';
import { sentenceOf } from '../../sentence-of.ts';
import { onnxAlone, openOnnx } from './open-onnx.ts';
import type { OnnxState } from './onnx-state.svelte.ts';
import { PendingWork, type Work } from './pending-work.svelte.ts';
import {
  dropUnneeded,
  isListed,
  listVariants,
  type UnfitVariant,
  type Variant,
} from './variant-list.ts';
import { VariantRemoval } from './variant-removal.svelte.ts';
import { t } from '../words/words.svelte.ts';

/** The name of pending work while the user's files are read: their card has not been parsed yet. */
const BROUGHT_FILES = 'your files';

type AskedEngine = Pick<Engine, 'useVariant' | 'tryVariant'>;

/** What the panel needs of the page. */
export interface VariantsNeeds {
  engine: () => AskedEngine | undefined;
  inUse: () => string | undefined;
  /** Shows the outcome of a request as a sentence. */
  tell: (sentence: string) => void;
  /** Default: the browser's timers. */
  later?: Later;
}

export class VariantsState {
  readonly #needs: VariantsNeeds;
  #catalog: Catalog | undefined;
  #all: Variant[] = $state.raw([]);
  #unfit: UnfitVariant[] = $state.raw([]);
  readonly #work = new PendingWork((id) => this.#giveUp(t().variants.silent(id)));
  #problem: string | undefined = $state.raw();
  #milliseconds: Readonly<Record<string, number>> = $state.raw({});
  /** Waits for its golden run. */
  #brought: Brought | undefined;
  #onnx: OnnxState | undefined = $state.raw();
  #isOpen = $state(false);
  readonly removal: VariantRemoval;

  constructor(needs: VariantsNeeds) {
    this.#needs = needs;
    this.removal = new VariantRemoval(needs.later ?? later, (id) => this.#delete(id));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }
  get all(): readonly Variant[] {
    return this.#all.filter(({ card }) => !this.removal.isLeaving(card.id));
  }
  get unfit(): readonly UnfitVariant[] {
    return this.#unfit.filter(({ id }) => !this.removal.isLeaving(id));
  }
  /** The pending work. */
  get work(): Work | undefined {
    return this.#work.now;
  }
  /** A lone .onnx file that the user brought, until it is kept or dismissed. */
  get onnx(): OnnxState | undefined {
    return this.#onnx;
  }
  get problem(): string | undefined {
    return this.#problem;
  }
  get inUse(): string | undefined {
    return this.#needs.inUse();
  }

  /** Of one warm run on this machine; undefined if that was not measured yet. */
  millisecondsOf(id: string): number | undefined {
    return this.#milliseconds[id];
  }

  open(): void {
    this.#isOpen = true;
    this.#problem = undefined;
    void this.look();
  }

  close(): void {
    this.#isOpen = false;
  }

  /** Reloads the catalog and all cards. */
  async look(): Promise<void> {
    const { catalog, all, unfit, problem } = await listVariants(this.#catalog);
    this.#catalog ??= catalog;
    this.#all = all;
    this.#unfit = unfit;
    if (problem) this.#problem = problem;
  }

  /** Puts a variant to use. The current one serves until then. */
  use(id: string): void {
    this.#ask(id, t().variants.loading, (engine) => engine.useVariant(id));
  }

  /** Measures how fast a variant is here. */
  measure(id: string): void {
    this.#ask(id, t().variants.loading, (engine) => engine.tryVariant(id));
  }

  /** Adds a variant that the user brings, if it does what its card says. */
  async bring(files: readonly DroppedFile[]): Promise<void> {
    if (this.work) {
      this.#problem = t().variants.anotherUnderWay;
      return;
    }
    const model = onnxAlone(files);
    if (model) return this.#tryOnnx(model);
    const reading = this.#begin(BROUGHT_FILES, t().variants.reading);
    try {
      const { variants = [], refiner = '' } = this.#catalog ?? (await fetchCatalog());
      const brought = await readBrought(files, [...variants, refiner]);
      if (this.work !== reading) return; // it timed out, which was already reported
      this.#check(brought);
    } catch (error) {
      if (this.work !== reading) return;
      this.#end(BROUGHT_FILES);
      // The user may export a variant, find it in the list, and still bring its folder.
      if (error instanceof TakenError && (await isListed(error.card))) this.use(error.card.id);
      else this.#problem = sentenceOf(error);
    }
  }

  /** Asks the engine to run its golden input. `hear` gets the answer. */
  #check(brought: Brought): void {
    const { card, files } = brought;
    this.#brought = brought;
    this.#ask(card.id, t().variants.checking, (engine) => engine.tryVariant({ card, files }));
  }

  /** Reads and tries a .onnx file, which has no card yet. */
  async #tryOnnx(file: File): Promise<void> {
    this.#problem = undefined;
    this.#onnx?.close();
    try {
      this.#onnx = await openOnnx(file, {
        taken: () => [...this.#all.map(({ card }) => card.id), ...this.#unfit.map(({ id }) => id)],
        keep: (brought) => {
          this.#onnx = undefined;
          this.#check(brought);
        },
        close: () => (this.#onnx = undefined),
      });
    } catch (error) {
      this.#problem = sentenceOf(error);
    }
  }

  /**
   * Removes one of the user's own variants that is not in use, even one that no longer works. For a few seconds it is
   * only off the list, and can be restored.
   */
  remove(id: string): void {
    if (id === this.inUse) return;
    this.#problem = undefined;
    const title = this.#all.find(({ card }) => card.id === id)?.card.title ?? id;
    this.removal.begin(id, title);
  }

  async #delete(id: string): Promise<void> {
    const isRemoved = await removeOwnVariant(id);
    await this.look();
    if (isRemoved) void dropUnneeded(this.#catalog);
    else this.#problem = t().variants.notRemoved(id);
  }

  /** Handles the engine's messages about variants. */
  hear(message: FromEngine): void {
    switch (message.kind) {
      case 'ready':
        this.#measured(message.variant, message.milliseconds);
        // Another engine started: the previous one will not answer.
        if (this.work && this.work.id !== BROUGHT_FILES) {
          this.#giveUp(t().variants.startedAgain(this.work.id));
        }
        break;
      case 'problem':
        if (message.fatal && this.work) this.#giveUp(message.sentence);
        break;
      case 'whole':
      case 'moved':
        this.#measured(message.variant, message.milliseconds);
        break;
      case 'variant':
        this.#measured(message.variant, message.milliseconds);
        this.#end(message.variant);
        break;
      case 'variant-progress':
        // There may still be messages about one that was given up or failed.
        if (this.work?.id === message.id) {
          this.#work.goOn({ id: message.id, share: message.share, doing: message.doing });
        }
        break;
      case 'variant-tried':
        this.#measured(message.id, message.milliseconds);
        void this.#tried(message.id);
        break;
      case 'variant-problem':
        this.#problem = message.sentence;
        if (!this.#isOpen) this.#needs.tell(message.sentence);
        if (this.#brought?.card.id === message.id) this.#brought = undefined;
        this.#end(message.id);
        break;
      default: // the other kinds say nothing of variants
    }
  }

  /** Sends the engine a request that ends with its answer, or with a time limit. */
  #ask(id: string, doing: string, ask: (engine: AskedEngine) => void): void {
    const engine = this.#needs.engine();
    this.#begin(id, doing);
    if (engine) ask(engine);
    else this.#giveUp(t().variants.notRunning);
  }

  #begin(id: string, doing: string): Work {
    this.#problem = undefined;
    return this.#work.goOn({ id, share: 0, doing });
  }

  #giveUp(sentence: string): void {
    this.#brought = undefined;
    this.#problem = sentence;
    if (this.work) this.#end(this.work.id);
  }

  #end(id: string): void {
    this.#work.end(id);
    if (this.#isOpen) void this.look();
  }

  #measured(id: string, milliseconds: number | undefined): void {
    if (milliseconds === undefined) return;
    this.#milliseconds = { ...this.#milliseconds, [id]: milliseconds };
  }

  async #tried(id: string): Promise<void> {
    const brought = this.#brought;
    if (brought?.card.id === id) {
      this.#brought = undefined;
      try {
        await keepOwnVariant(brought.json, brought);
        void askToPersist();
      } catch (error) {
        this.#problem = sentenceOf(error);
      }
    }
    this.#end(id);
  }
}

/** What was brought may be nowhere else. If this is refused, the browser may drop it when it needs room. */
async function askToPersist(): Promise<void> {
  try {
    await navigator.storage.persist();
  } catch {
    // there is no such thing here
  }
}
