// What is hidden and who stays: choosing people, pointing at things and drawing zones on the picture, one at a time.
import type { ThingRequest } from '../../cloak/things/things.ts';
import type { Choice } from '../../segmentation/choice.ts';
import { PeopleState } from './people-state.svelte.ts';
import { ThingsState } from './things-state.svelte.ts';
import { ZonesState, type ZonesNeeds } from './zones-state.svelte.ts';
import { t } from '../words/words.svelte.ts';

export interface HidingNeeds extends ZonesNeeds {
  /** Tells the engine who is kept. */
  choose: (choice: Choice) => void;
  /** Tells the engine which things to remove. */
  point: (request: ThingRequest) => void;
  /** What can be chosen now. */
  can: () => { choose: boolean; point: boolean };
  /** Shows a sentence for a few seconds. @param back undoes what it reports */
  tell: (sentence: string, back: () => void) => void;
}

export class Hiding {
  readonly people: PeopleState;
  readonly things: ThingsState;
  readonly zones: ZonesState;
  readonly #can: HidingNeeds['can'];
  readonly #tell: HidingNeeds['tell'];

  constructor({ choose, point, can, tell, ...needs }: HidingNeeds) {
    this.people = new PeopleState(choose);
    this.things = new ThingsState(point);
    this.zones = new ZonesState(needs);
    this.#can = can;
    this.#tell = tell;
  }

  /** Whether something is being chosen on the picture. */
  get isUnderWay(): boolean {
    return this.people.isChoosing || this.things.isPointing || this.zones.isEditing;
  }

  /** Starts or stops choosing who is kept in the picture. */
  toggleChoosing(): void {
    if (this.people.isChoosing) this.people.end();
    else if (this.#can().choose) {
      this.zones.endEditing();
      this.things.end();
      this.people.begin();
    }
  }

  /** Starts or stops pointing at things. */
  togglePointing(): void {
    if (this.things.isPointing) this.things.end();
    else if (this.#can().point) {
      this.zones.endEditing();
      this.people.end();
      this.things.begin();
    }
  }

  /** Starts to draw zones. */
  editZones(): void {
    this.people.end();
    this.things.end();
    this.zones.edit();
  }

  /** Removes all zones. They can be restored for a few seconds. */
  clearZones(): void {
    const back = this.zones.clear();
    if (back) this.#tell(t().hiding.zonesCleared, back);
  }

  /** Stops choosing where it is no longer possible. */
  endImpossible(): void {
    const can = this.#can();
    if (!can.choose) this.people.clear();
    if (!can.point) this.things.end();
  }

  /** The source ended. */
  close(): void {
    this.zones.close();
    this.people.clear();
    this.things.clear();
  }
}
