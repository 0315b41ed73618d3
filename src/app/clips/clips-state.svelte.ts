// The clips that were made and kept: the list, the one that is looked at, and what can be done with it.
import type { Recorder } from '../../recording/recorder.ts';
import { fileNameOf, type Clip } from '../../recording/clip.ts';
import { saveFile } from '../parts/save-file.ts';
import { sentenceOf } from '../../sentence-of.ts';

export class ClipsState {
  readonly #recorder: () => Recorder;
  #clips: Clip[] = $state.raw([]);
  #chosen: Clip | undefined = $state.raw();
  #url: string | undefined = $state.raw();
  #sentence: string | undefined = $state.raw();
  #offer: string | undefined = $state.raw();
  #isLasting = $state(true);
  /** Whether the panel is open. */
  isOpen = $state(false);

  constructor(recorder: () => Recorder) {
    this.#recorder = recorder;
  }

  /** Newest first. */
  get clips(): readonly Clip[] {
    return this.#clips;
  }
  get chosen(): Clip | undefined {
    return this.#chosen;
  }
  /** Of the chosen clip's video. */
  get url(): string | undefined {
    return this.#url;
  }
  /** What became of what was asked for last. */
  get sentence(): string | undefined {
    return this.#sentence;
  }
  /** Says that something was recovered. */
  get offer(): string | undefined {
    return this.#offer;
  }
  /** False: clips are gone with the page. */
  get isLasting(): boolean {
    return this.#isLasting;
  }

  /** At start: finishes what was cut short, and offers it. */
  async begin(): Promise<void> {
    const recovered = await this.#recorder().ask('recover');
    this.#isLasting = await this.#recorder().ask('isLasting');
    await this.#list();
    if (recovered.length === 1) {
      this.#offer = 'A recording was cut short. What was recorded is kept.';
    } else if (recovered.length > 1) {
      this.#offer = `${recovered.length} recordings were cut short. What was recorded is kept.`;
    }
  }

  dismissOffer(): void {
    this.#offer = undefined;
  }

  /** Opens the panel, with this clip chosen; default: the newest. */
  async open(id?: string): Promise<void> {
    this.#offer = undefined;
    this.#sentence = undefined;
    this.isOpen = true;
    await this.#list();
    await this.choose(id ?? this.#clips[0]?.id);
  }

  close(): void {
    this.isOpen = false;
    this.#show(undefined);
  }

  async choose(id: string | undefined): Promise<void> {
    this.#sentence = undefined;
    const clip = this.#clips.find((each) => each.id === id);
    this.#show(clip);
    if (!clip) return;
    await this.#attempt(async () => {
      const url = URL.createObjectURL(await this.#recorder().ask('open', clip.id));
      if (this.#chosen?.id === clip.id) this.#url = url;
      else URL.revokeObjectURL(url);
    });
  }

  async rename(name: string): Promise<void> {
    const clip = this.#chosen;
    if (!clip || name.trim() === '' || name === clip.name) return;
    await this.#attempt(async () => {
      await this.#recorder().ask('rename', { id: clip.id, name: name.trim() });
      await this.#list();
    });
  }

  async save(): Promise<void> {
    const clip = this.#chosen;
    if (!clip) return;
    const name = fileNameOf(clip);
    await this.#attempt(async () => {
      const file = await this.#recorder().ask('open', clip.id);
      if (await saveFile(file, name)) this.#sentence = `Saved as “${name}”. It is kept here too.`;
    });
  }

  async remove(): Promise<void> {
    const clip = this.#chosen;
    if (!clip) return;
    await this.#attempt(async () => {
      this.#show(undefined); // a file that is shown may not be deleted
      try {
        await this.#recorder().ask('remove', clip.id);
      } catch (error) {
        await this.choose(clip.id);
        throw error;
      }
      await this.#list();
      await this.choose(this.#clips[0]?.id);
      this.#sentence = `“${clip.name}” was deleted.`;
    });
  }

  async #list(): Promise<void> {
    this.#clips = await this.#recorder().ask('list');
    this.#chosen = this.#clips.find(({ id }) => id === this.#chosen?.id);
  }

  #show(clip: Clip | undefined): void {
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = undefined;
    this.#chosen = clip;
  }

  async #attempt(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      const reason = sentenceOf(error);
      this.#sentence = `This did not work (${reason}). The clip is still here; try again.`;
    }
  }
}
