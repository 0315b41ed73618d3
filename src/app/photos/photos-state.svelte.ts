// The page's state of opened photos: which one is being cloaked, the outcome of the others, which one is selected. They
// are cloaked one after the other. A failure is reported and leaves the others alone. Nothing is kept between visits.
// The file is longer than others because every action on a photo changes the same list.
import { download, saveFile } from '../parts/save-file.ts';
import { quoted } from '../../file-names.ts';
import { later, type Later } from '../../later.ts';
import { sentenceOf } from '../../sentence-of.ts';
import { Undo } from '../parts/undo.svelte.ts';
import type { CloakedPhoto, Marks } from '../../photos/messages.ts';
import type { PhotoCloak } from '../../photos/photo-cloak.ts';
import type { Size } from '../../sources/photo/photo-size.ts';
import { asPhoto, photoName, usualType, type PhotoType } from '../../photos/photo-files.ts';
import { t } from '../words/words.svelte.ts';

export type PhotoPhase = 'waiting' | 'working' | 'done' | 'nobody' | 'failed';

export interface PhotoItem {
  readonly id: number;
  readonly file: File;
  readonly phase: PhotoPhase;
  /** While it works: the current step, and the share done, 0..1. */
  readonly doing: string;
  readonly share: number;
  /** The outcome, or what to know about it. */
  readonly sentence?: string;
  /** Of the cloaked photo, px; known once the photo has been examined. */
  readonly size?: Size;
  /** Only when it is done. */
  readonly result?: CloakedPhoto;
  readonly marks?: Marks;
  readonly isSaved: boolean;
  /** While it is cloaked again: what it was before, in case that comes to nothing. */
  readonly before?: PhotoItem;
}

/** Dependencies that tests replace. */
export interface PhotosNeeds {
  cloak: PhotoCloak;
  saveFile: typeof saveFile;
  download: typeof download;
  asPhoto: typeof asPhoto;
  later: Later;
}

/** This many at a time, since their results are kept until they are removed. */
const MOST = 100;

export class PhotosState {
  readonly #needs: PhotosNeeds;
  readonly #undo: Undo;
  #items: readonly PhotoItem[] = $state.raw([]);
  #chosenId: number | undefined = $state();
  #sentence: string | undefined = $state.raw();
  #underWay: { id: number; stop: AbortController } | undefined;
  #nextId = 1;
  /** Whether the panel is open. */
  isOpen = $state(false);

  constructor(needs: Partial<PhotosNeeds> & Pick<PhotosNeeds, 'cloak'>) {
    this.#needs = { saveFile, download, asPhoto, later, ...needs };
    this.#undo = new Undo(this.#needs.later);
  }

  get items(): readonly PhotoItem[] {
    return this.#items;
  }
  /** The selected one. */
  get chosen(): PhotoItem | undefined {
    return this.#items.find(({ id }) => id === this.#chosenId);
  }
  /** The outcome of the last action. */
  get sentence(): string | undefined {
    return this.#sentence;
  }
  get done(): readonly PhotoItem[] {
    return this.#items.filter(({ phase }) => phase === 'done');
  }
  /** How many still have to be cloaked, including the current one. */
  get left(): number {
    return this.#items.filter(({ phase }) => phase === 'waiting' || phase === 'working').length;
  }
  /** Whether the page holds something that exists nowhere else. */
  get wouldLose(): boolean {
    return this.left > 0 || this.done.some(({ isSaved }) => !isSaved);
  }

  /** Queues them after those already there. */
  add(files: readonly File[]): void {
    const room = Math.max(0, MOST - this.#items.length);
    const added = files.slice(0, room).map((file): PhotoItem => ({
      id: this.#nextId++,
      file,
      phase: 'waiting',
      doing: '',
      share: 0,
      isSaved: false,
    }));
    this.#items = [...this.#items, ...added];
    this.#sentence =
      added.length < files.length
        ? t().photos.tooMany(MOST, files.length - added.length)
        : undefined;
    this.isOpen = true;
    if (added[0] && (!this.chosen || this.left === added.length)) this.#chosenId = added[0].id;
    void this.#work();
  }

  open(): void {
    this.isOpen = true;
  }

  /** Closes the panel. Work in progress continues. */
  close(): void {
    this.isOpen = false;
  }

  choose(id: number): void {
    this.#chosenId = id;
    this.#sentence = undefined;
  }

  /** Takes a photo off the list, and cancels it if it is being cloaked. It can be restored for a few seconds. */
  remove(id: number): void {
    const at = this.#items.findIndex((item) => item.id === id);
    const item = this.#items[at];
    if (!item) return;
    this.#items = this.#items.filter((each) => each !== item);
    if (this.#chosenId === id) this.#chosenId = (this.#items[at] ?? this.#items.at(-1))?.id;
    if (this.#underWay?.id === id) this.#underWay.stop.abort();
    const sentence = t().photos.removed(quoted(item.file.name));
    this.#undo.offer(
      () => this.#putBack(item, at),
      () => {
        if (this.#sentence === sentence) this.#sentence = undefined;
      },
    );
    this.#sentence = sentence;
  }

  /** Whether the last removed photo can be restored. */
  get canUndo(): boolean {
    return this.#undo.isOffered;
  }

  undo(): void {
    this.#undo.takeBack();
  }

  /** A photo that was being cloaked starts again. */
  #putBack(item: PhotoItem, at: number): void {
    const back: PhotoItem = item.phase === 'working' ? { ...item, phase: 'waiting' } : item;
    this.#items = [...this.#items.slice(0, at), back, ...this.#items.slice(at)];
    this.#chosenId = item.id;
    this.#sentence = undefined;
    void this.#work();
  }

  /** Cancels what is not done yet. Results stay. */
  cancel(): void {
    const givenUp = this.left;
    this.#items = this.#items.map((item) =>
      item.phase === 'waiting' || item.phase === 'working'
        ? cameToNothing(item, t().photos.wasGivenUp(quoted(item.file.name)))
        : item,
    );
    this.#underWay?.stop.abort();
    this.#sentence = givenUp === 1 ? undefined : t().photos.wereGivenUp(givenUp);
  }

  /** Cloaks a photo again. @param marks what the user added to the hole, or took from it */
  again(id: number, marks?: Marks): void {
    const before = this.#items.find((item) => item.id === id && item.result);
    this.#change(id, {
      before,
      phase: 'waiting',
      doing: '',
      share: 0,
      marks,
      isSaved: false,
      sentence: undefined,
      result: undefined,
      size: undefined,
    });
    this.#sentence = undefined;
    void this.#work();
  }

  /** Saves a finished photo. @param type default: as the original was */
  async save(id: number, type?: PhotoType): Promise<void> {
    const item = this.#items.find((each) => each.id === id);
    if (!item?.result) return;
    const wanted = type ?? usualType(item.file);
    const name = photoName(item.file.name, wanted);
    await this.#attempt(async () => {
      const file = await this.#needs.asPhoto(item.result!.picture, wanted);
      if (!(await this.#needs.saveFile(file, name))) return;
      this.#change(id, { isSaved: true });
      this.#sentence = t().photos.savedAs(quoted(name));
    });
  }

  /** Saves all finished photos to the browser's download folder. */
  async saveAll(type?: PhotoType): Promise<void> {
    const { done } = this;
    await this.#attempt(async () => {
      for (const { id, file, result } of done) {
        const wanted = type ?? usualType(file);
        const photo = await this.#needs.asPhoto(result!.picture, wanted);
        this.#needs.download(photo, photoName(file.name, wanted));
        this.#change(id, { isSaved: true });
      }
      this.#sentence = t().photos.savedAll(done.length);
    });
  }

  dispose(): void {
    this.#underWay?.stop.abort();
    this.#needs.cloak.dispose();
  }

  /** Cloaks one photo after the other, until none is waiting. */
  async #work(): Promise<void> {
    if (this.#underWay) return;
    for (;;) {
      const next = this.#items.find(({ phase }) => phase === 'waiting');
      if (!next) return;
      await this.#cloak(next);
    }
  }

  async #cloak({ id, file, marks }: PhotoItem): Promise<void> {
    const stop = new AbortController();
    this.#underWay = { id, stop };
    const name = quoted(file.name);
    this.#change(id, { phase: 'working', doing: t().photos.starting, share: 0 });
    try {
      const answer = await this.#needs.cloak.cloak(file, {
        report: (doing, share) => {
          if (!stop.signal.aborted) this.#change(id, { doing, share });
        },
        signal: stop.signal,
        marks,
      });
      if (stop.signal.aborted) return;
      if (answer.kind === 'done') {
        const { size, notes } = answer;
        const sentence = notes.join(' ');
        this.#change(id, { phase: 'done', size, result: answer, sentence, before: undefined });
      } else if (answer.kind === 'nobody') {
        this.#change(id, {
          phase: 'nobody',
          before: undefined,
          size: answer.size,
          sentence: t().photos.nobody(name),
        });
      } else this.#fail(id, answer.sentence);
    } catch (error) {
      if (stop.signal.aborted) return; // its outcome was already reported
      this.#fail(id, t().photos.failed(name, sentenceOf(error)));
    } finally {
      this.#underWay = undefined;
    }
  }

  #fail(id: number, sentence: string): void {
    this.#items = this.#items.map((item) =>
      item.id === id ? cameToNothing(item, sentence) : item,
    );
  }

  #change(id: number, changes: Partial<PhotoItem>): void {
    this.#items = this.#items.map((item) => (item.id === id ? { ...item, ...changes } : item));
  }

  async #attempt(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#sentence = t().thisDidNotWork(sentenceOf(error), t().photos.thePicture);
    }
  }
}

/** The photo after an attempt that failed or was cancelled: an earlier result stays. */
function cameToNothing(item: PhotoItem, sentence: string): PhotoItem {
  const { before } = item;
  if (!before) return { ...item, phase: 'failed', sentence };
  return { ...before, sentence: `${sentence} ${t().photos.earlierStays}` };
}
