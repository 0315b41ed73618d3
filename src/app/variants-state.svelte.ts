// The variants to choose from: the catalog's and a person's own, what each costs and gives, and which one is
// being fetched, measured or taken into use.
import type { Engine } from '../engine/client.ts';
import type { FromEngine } from '../engine/messages.ts';
import { readBrought, type Brought, type BroughtFile } from '../models/brought.ts';
import { readCard, type Card } from '../models/card.ts';
import { fetchCard, fetchCatalog, type Catalog } from '../models/catalog.ts';
import { readFigures, type Figures } from '../models/figures.ts';
import { dropFilesBut, keptHashes } from '../models/kept-files.ts';
import { keepOwnVariant, ownCards, removeOwnVariant } from '../models/own-variants.ts';
import { sentenceOf } from '../sentence-of.ts';

export interface Variant {
  card: Card;
  /** Of all its files. */
  bytes: number;
  figures: Figures | undefined;
  isOwn: boolean;
  /** Whether its files are here already. */
  isKept: boolean;
}

export interface Work {
  id: string;
  /** 0..1 */
  share: number;
  doing: string;
}

/** What the panel asks of the page. */
export interface VariantsNeeds {
  engine: () => Pick<Engine, 'useVariant' | 'tryVariant'> | undefined;
  inUse: () => string | undefined;
  /** Tells in a sentence what became of a wish. */
  tell: (sentence: string) => void;
}

export class VariantsState {
  readonly #needs: VariantsNeeds;
  #catalog: Catalog | undefined;
  #all: Variant[] = $state.raw([]);
  #work: Work | undefined = $state.raw();
  #problem: string | undefined = $state.raw();
  #milliseconds: Readonly<Record<string, number>> = $state.raw({});
  /** Waits for its golden run. */
  #brought: Brought | undefined;
  #isOpen = $state(false);

  constructor(needs: VariantsNeeds) {
    this.#needs = needs;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }
  get all(): readonly Variant[] {
    return this.#all;
  }
  /** What is under way. */
  get work(): Work | undefined {
    return this.#work;
  }
  get problem(): string | undefined {
    return this.#problem;
  }
  get inUse(): string | undefined {
    return this.#needs.inUse();
  }

  /** Of one warm run on this machine; undefined when that was not measured yet. */
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

  /** Reads the catalog and all cards anew. */
  async look(): Promise<void> {
    try {
      this.#catalog ??= await fetchCatalog();
      const { variants } = this.#catalog;
      const own = (await ownCards()).flatMap((json) => this.#readOwn(json));
      const shipped = await Promise.all(
        variants.map(async (id) => ({ ...(await fetchCard(id)), isOwn: false })),
      );
      const kept = await keptHashes();
      this.#all = [...shipped, ...own].map(({ card, json, isOwn }) => ({
        card,
        isOwn,
        bytes: card.files.reduce((sum, { bytes }) => sum + bytes, 0),
        figures: readFigures(json, card.id),
        isKept: hashesOf(card).every((sha256) => kept.has(sha256)),
      }));
    } catch (error) {
      this.#problem = sentenceOf(error);
    }
  }

  /** Takes a variant into use; the one before serves until then. */
  use(id: string): void {
    this.#begin(id, 'Loading');
    this.#needs.engine()?.useVariant(id);
  }

  /** Finds out how fast a variant is here. */
  measure(id: string): void {
    this.#begin(id, 'Loading');
    this.#needs.engine()?.tryVariant(id);
  }

  /** Takes in a variant that a person brings, if it does what its card says. */
  async bring(files: readonly BroughtFile[]): Promise<void> {
    this.#problem = undefined;
    try {
      const { variants = [], refiner = '' } = this.#catalog ?? (await fetchCatalog());
      this.#brought = await readBrought(files, [...variants, refiner]);
      this.#begin(this.#brought.card.id, 'Checking');
      this.#needs.engine()?.tryVariant({
        card: this.#brought.card,
        files: this.#brought.files,
      });
    } catch (error) {
      this.#problem = sentenceOf(error);
    }
  }

  /** Forgets an own variant that is not in use. */
  async remove(id: string): Promise<void> {
    if (id === this.inUse) return;
    await removeOwnVariant(id);
    await this.look();
    const needed = this.#all.flatMap(({ card }) => hashesOf(card));
    await this.#dropOthers(needed);
  }

  /** The engine's words about variants. */
  hear(message: FromEngine): void {
    switch (message.kind) {
      case 'ready':
        this.#measured(message.variant, message.milliseconds);
        break;
      case 'variant':
        this.#measured(message.variant, message.milliseconds);
        this.#end(message.variant);
        break;
      case 'variant-progress':
        this.#work = { id: message.id, share: message.share, doing: message.doing };
        break;
      case 'variant-tried':
        this.#measured(message.id, message.milliseconds);
        void this.#tried(message.id);
        break;
      case 'variant-problem':
        this.#problem = message.sentence;
        if (!this.#isOpen) this.#needs.tell(message.sentence);
        this.#brought = undefined;
        this.#end(message.id);
        break;
    }
  }

  /** None, with a sentence, of a card that broke or that an older Vanish took. */
  #readOwn(json: unknown) {
    try {
      const card = readCard(json, String((json as { id?: unknown } | null)?.id));
      return [{ card, json, isOwn: true }];
    } catch (error) {
      this.#problem = sentenceOf(error);
      return [];
    }
  }

  #begin(id: string, doing: string): void {
    this.#problem = undefined;
    this.#work = { id, share: 0, doing };
  }

  #end(id: string): void {
    if (this.#work?.id === id) this.#work = undefined;
    if (this.#isOpen) void this.look();
  }

  #measured(id: string, milliseconds: number): void {
    this.#milliseconds = { ...this.#milliseconds, [id]: milliseconds };
  }

  async #tried(id: string): Promise<void> {
    const brought = this.#brought;
    if (brought?.card.id === id) {
      this.#brought = undefined;
      try {
        await keepOwnVariant(brought.json, brought);
      } catch (error) {
        this.#problem = sentenceOf(error);
      }
    }
    this.#end(id);
  }

  /** Frees the room that files of no variant take; a refiner's are among those that are needed. */
  async #dropOthers(needed: readonly string[]): Promise<void> {
    const refiner = this.#catalog?.refiner;
    const itsFiles = refiner ? hashesOf((await fetchCard(refiner)).card) : [];
    await dropFilesBut([...needed, ...itsFiles]);
  }
}

function hashesOf({ files }: Card): string[] {
  return files.map(({ sha256 }) => sha256);
}
