// The page's state of who can be kept in the picture, and who is. src/segmentation/following.ts carries out the choice.
import type { Choice, SeenPerson } from '../../segmentation/choice.ts';
import { describeKept, describePerson } from './people-words.ts';
import { t } from '../words/words.svelte.ts';

export class PeopleState {
  readonly #choose: (choice: Choice) => void;
  /** From left to right. */
  #people: readonly SeenPerson[] = $state.raw([]);
  #isChoosing = $state(false);
  /** The first id of the person at the keyboard cursor, or last clicked. */
  #at: number | undefined = $state();
  #said = $state('');

  /** @param choose tells the engine */
  constructor(choose: (choice: Choice) => void) {
    this.#choose = choose;
  }

  get people(): readonly SeenPerson[] {
    return this.#people;
  }
  /** Whether people are being chosen on the picture. */
  get isChoosing(): boolean {
    return this.#isChoosing;
  }
  /** The person at the keyboard cursor, or last clicked; undefined if that person is gone. */
  get selected(): SeenPerson | undefined {
    const at = this.#at;
    return at === undefined ? undefined : this.#people.find(({ ids }) => ids.includes(at));
  }
  /** Whether anybody was chosen to be kept. */
  get isAnyKept(): boolean {
    return this.#people.some(({ isKept }) => isKept);
  }
  /** Who is kept, as a sentence; undefined if nobody is. */
  get sentence(): string | undefined {
    return describeKept(this.#people);
  }
  /** The last event, for screen readers. */
  get said(): string {
    return this.#said;
  }

  begin(): void {
    this.#isChoosing = true;
    this.#said = '';
  }

  end(): void {
    this.#isChoosing = false;
    this.#at = undefined;
  }

  /** The engine reports who is there. */
  hear(people: readonly SeenPerson[]): void {
    this.#people = people;
  }

  /** The source ended, or the cloak: nobody is known any more. */
  clear(): void {
    this.#people = [];
    this.end();
  }

  /** Moves to the next or previous person. @param step 1 or -1, from left to right */
  move(step: number): void {
    const count = this.#people.length;
    if (count === 0) return;
    const at = this.selected ? this.#people.indexOf(this.selected) : step > 0 ? -1 : count;
    this.select(this.#people[Math.min(count - 1, Math.max(0, at + step))]!);
  }

  select(person: SeenPerson): void {
    this.#at = person.ids[0];
    this.#said = describePerson(person, this.#people);
  }

  /** Keeps this person in the picture, or hides them again. */
  toggle(person: SeenPerson): void {
    this.select(person);
    this.#choose({ kind: person.isKept ? 'hide' : 'keep', ids: person.ids });
    this.#said = person.isKept ? t().hiding.hiddenAgain : t().hiding.keptNow;
  }

  /** Hides this person, and keeps the others who are there now. */
  hideOnly(person: SeenPerson): void {
    this.select(person);
    this.#choose({ kind: 'only', ids: person.ids });
    this.#said = t().hiding.hiddenOnly;
  }

  hideEverybody(): void {
    this.#choose({ kind: 'everybody' });
    this.#said = t().hiding.everybodyHidden;
  }
}
