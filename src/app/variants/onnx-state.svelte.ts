// A .onnx file on its way from the drop to the list of variants: read and tried, corrected by the user, kept. Loaded
// only for such a file.
import type { Brought } from '../../models/dropped-variant.ts';
import {
  openTrial,
  type OnnxTrial,
  type Size,
  type Understood,
} from '../../models/onnx/bring-onnx.ts';
import type { OnnxForm } from '../../models/onnx/form.ts';
import { sentenceOf } from '../../sentence-of.ts';
import { t } from '../words/words.svelte.ts';
import { idFor, NO_LICENCE, titleFor } from './onnx-words.ts';

export interface OnnxNeeds {
  /** Ids of existing variants. */
  taken: () => readonly string[];
  /** Adds the variant, and closes this. */
  keep: (brought: Brought) => void;
  close: () => void;
  /** Tests pass their own. */
  open?: (file: File) => Promise<OnnxTrial>;
}

const LONGEST_TEXT = 200; // characters

export class OnnxState {
  readonly fileName: string;
  readonly #needs: OnnxNeeds;
  #trial: OnnxTrial | undefined = $state.raw();
  #understood: Understood | undefined = $state.raw();
  #doing: string | undefined = $state(t().variants.reading);
  #problem: string | undefined = $state();
  #isCorrected = $state(false);
  #isClosed = false;
  title = $state('');
  licence = $state('');

  constructor(file: File, needs: OnnxNeeds) {
    this.fileName = file.name;
    this.title = titleFor(file.name);
    this.#needs = needs;
    void this.#begin(file);
  }

  get trial(): OnnxTrial | undefined {
    return this.#trial;
  }
  get understood(): Understood | undefined {
    return this.#understood;
  }
  /** The current step in words; undefined if it is the user's turn. */
  get doing(): string | undefined {
    return this.#doing;
  }
  get problem(): string | undefined {
    return this.#problem;
  }
  get isCorrected(): boolean {
    return this.#isCorrected;
  }
  /** Whether the file leaves its size open. */
  get isFreeSize(): boolean {
    return this.#trial !== undefined && this.#trial.recognised.size === undefined;
  }

  /** Applies the user's correction, and tries it. One that does not run changes nothing. */
  async correct(change: Partial<OnnxForm>, size?: Size): Promise<void> {
    const [trial, before] = [this.#trial, this.#understood];
    if (!trial || !before || this.#doing) return;
    await this.#work(t().onnx.tryingSo, async () => {
      const { width, height } = size ?? before;
      this.#understood = await trial.again({ ...before.form, ...change }, { width, height });
      this.#isCorrected = true;
    });
  }

  /** Makes it a variant. */
  async keep(): Promise<void> {
    const [trial, understood] = [this.#trial, this.#understood];
    if (!trial || !understood || this.#doing) return;
    await this.#work(t().onnx.making, async () => {
      const title = this.title.trim().slice(0, LONGEST_TEXT) || titleFor(this.fileName);
      const licence = this.licence.trim().slice(0, LONGEST_TEXT) || NO_LICENCE;
      const id = idFor(this.fileName, this.#needs.taken());
      const brought = await trial.make(understood, { id, title, licence });
      if (!this.#isClosed) this.#needs.keep(brought);
    });
    if (this.#problem) this.#trial = undefined; // its worker is gone
  }

  close(): void {
    this.#isClosed = true;
    this.#trial?.end();
    this.#needs.close();
  }

  async #begin(file: File): Promise<void> {
    await this.#work(t().variants.reading, async () => {
      const trial = await (this.#needs.open ?? openTrial)(file);
      if (this.#isClosed) return trial.end();
      this.#trial = trial;
      const report = (tried: number, of: number) => (this.#doing = t().onnx.trying(tried + 1, of));
      this.#understood = await trial.find(report);
    });
  }

  async #work(doing: string, work: () => Promise<void>): Promise<void> {
    this.#problem = undefined;
    this.#doing = doing;
    try {
      await work();
    } catch (error) {
      this.#problem = sentenceOf(error);
    }
    this.#doing = undefined;
  }
}
