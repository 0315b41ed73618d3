// What is hidden and who stays: people are chosen, things pointed at and zones drawn over the picture, one at a time.
import type { ThingWish } from '../../cloak/things/things.ts';
import type { Choice } from '../../segmentation/choice.ts';
import { PeopleState } from './people-state.svelte.ts';
import { ThingsState } from './things-state.svelte.ts';
import { ZonesState, type ZonesNeeds } from './zones-state.svelte.ts';

export interface HidingNeeds extends ZonesNeeds {
  /** Tells the engine who is kept. */
  choose: (choice: Choice) => void;
  /** Tells the engine which things go. */
  point: (wish: ThingWish) => void;
  /** What there is to be chosen in. */
  can: () => { choose: boolean; point: boolean };
}

export class Hiding {
  readonly people: PeopleState;
  readonly things: ThingsState;
  readonly zones: ZonesState;
  readonly #can: HidingNeeds['can'];

  constructor({ choose, point, can, ...needs }: HidingNeeds) {
    this.people = new PeopleState(choose);
    this.things = new ThingsState(point);
    this.zones = new ZonesState(needs);
    this.#can = can;
  }

  /** Whether something is being chosen over the picture. */
  get isUnderWay(): boolean {
    return this.people.isChoosing || this.things.isPointing || this.zones.isEditing;
  }

  /** Begins to choose who is kept in the picture, or ends that. */
  toggleChoosing(): void {
    if (this.people.isChoosing) this.people.end();
    else if (this.#can().choose) {
      this.zones.endEditing();
      this.things.end();
      this.people.begin();
    }
  }

  /** Begins to point at things, or ends that. */
  togglePointing(): void {
    if (this.things.isPointing) this.things.end();
    else if (this.#can().point) {
      this.zones.endEditing();
      this.people.end();
      this.things.begin();
    }
  }

  /** Begins to draw zones. */
  editZones(): void {
    this.people.end();
    this.things.end();
    this.zones.edit();
  }

  /** Ends what can no longer be chosen. */
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
