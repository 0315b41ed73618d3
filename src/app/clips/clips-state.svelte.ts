// The stored clips: the list, the selected clip, and the actions on it.
import type { Recorder } from '../../recording/recorder.ts';
import { fileNameOf, type Clip } from '../../recording/clip.ts';
import { saveFile } from '../parts/save-file.ts';
import { later, type Later } from '../../later.ts';
import { keepPreferences, readPreferences, type Preferences } from '../session/preferences.ts';
import { sentenceOf } from '../../sentence-of.ts';
import { Undo } from '../parts/undo.svelte.ts';
import { t } from '../words/words.svelte.ts';

/** Dependencies that tests replace. */
export interface ClipsSurroundings {
  later: Later;
  readPreferences: () => Partial<Preferences>;
  keepPreferences: (changes: Partial<Preferences>) => void;
}

export class ClipsState {
  readonly #recorder: () => Recorder;
  readonly #surroundings: ClipsSurroundings;
  readonly #undo: Undo;
  /** Off the list, but not yet deleted. */
  #leaving: Clip | undefined = $state.raw();
  #clips: Clip[] = $state.raw([]);
  #chosen: Clip | undefined = $state.raw();
  #url: string | undefined = $state.raw();
  #sentence: string | undefined = $state.raw();
  #offer: string | undefined = $state.raw();
  #isLasting = $state(true);
  /** Whether the panel is open. */
  isOpen = $state(false);

  constructor(
    recorder: () => Recorder,
    surroundings: ClipsSurroundings = { later, readPreferences, keepPreferences },
  ) {
    this.#recorder = recorder;
    this.#surroundings = surroundings;
    this.#undo = new Undo(surroundings.later);
  }

  /** Newest first. */
  get clips(): readonly Clip[] {
    return this.#clips;
  }
  get chosen(): Clip | undefined {
    return this.#chosen;
  }
  /** The selected clip's video. */
  get url(): string | undefined {
    return this.#url;
  }
  /** The outcome of the last action. */
  get sentence(): string | undefined {
    return this.#sentence ?? (this.#leaving && t().clips.deleted(this.#leaving.name));
  }
  /** Says that something was recovered. */
  get offer(): string | undefined {
    return this.#offer;
  }
  /** False if clips are lost with the page. */
  get isLasting(): boolean {
    return this.#isLasting;
  }

  /** At start: finishes interrupted clips, and offers them. */
  async begin(): Promise<void> {
    if (this.#deleted.length > 0) await this.#forgetDeleted();
    const recovered = await this.#recorder().ask('recover');
    this.#isLasting = await this.#recorder().ask('isLasting');
    await this.#list();
    if (recovered.length > 0) this.#offer = t().clips.wereCutShort(recovered.length);
  }

  dismissOffer(): void {
    this.#offer = undefined;
  }

  /** Opens the panel with this clip selected; default: the newest. */
  async open(id?: string): Promise<void> {
    this.#offer = undefined;
    this.#sentence = undefined;
    try {
      await this.#list(); // first, so that nothing in it shifts
    } finally {
      this.isOpen = true;
    }
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
      if (await saveFile(file, name)) this.#sentence = t().clips.savedAs(name);
    });
  }

  /**
   * Takes the selected clip off the list. It can be restored for a few seconds. After that, or at the next visit, it is
   * deleted.
   */
  async remove(): Promise<void> {
    const clip = this.#chosen;
    if (!clip) return;
    this.#undo.settle();
    this.#keepDeleted([...this.#deleted, clip.id]);
    this.#leaving = clip;
    this.#clips = this.#clips.filter(({ id }) => id !== clip.id);
    await this.choose(this.#clips[0]?.id);
    this.#undo.offer(
      () => void this.#bringBack(clip),
      () => void this.#delete(clip),
    );
  }

  /** Whether the last deleted clip can be restored. */
  get canUndo(): boolean {
    return this.#undo.isOffered;
  }

  undo(): void {
    this.#undo.takeBack();
  }

  async #bringBack({ id, name }: Clip): Promise<void> {
    this.#keepDeleted(this.#deleted.filter((each) => each !== id));
    this.#leaving = undefined;
    await this.#attempt(async () => {
      await this.#list();
      if (this.isOpen) await this.choose(id);
      this.#sentence = t().clips.back(name);
    });
  }

  async #delete({ id }: Clip): Promise<void> {
    await this.#attempt(async () => {
      try {
        await this.#recorder().ask('remove', id);
        this.#keepDeleted(this.#deleted.filter((each) => each !== id));
      } finally {
        if (this.#leaving?.id === id) this.#leaving = undefined;
        await this.#list();
      }
    });
  }

  /** Deletes what was about to be deleted when the page was closed. */
  async #forgetDeleted(): Promise<void> {
    const deleted = this.#deleted.filter((id) => id !== this.#leaving?.id);
    for (const { id } of await this.#recorder().ask('list')) {
      if (deleted.includes(id)) await this.#recorder().ask('remove', id);
    }
    this.#keepDeleted(this.#leaving ? [this.#leaving.id] : []);
  }

  get #deleted(): readonly string[] {
    return this.#surroundings.readPreferences().deletedClips ?? [];
  }
  #keepDeleted(deletedClips: readonly string[]): void {
    this.#surroundings.keepPreferences({ deletedClips });
  }

  async #list(): Promise<void> {
    const all = await this.#recorder().ask('list');
    this.#clips = all.filter(({ id }) => id !== this.#leaving?.id);
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
      this.#sentence = t().thisDidNotWork(reason, t().clips.theClip);
    }
  }
}
