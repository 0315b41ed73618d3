// The page's state of the things that are removed from the picture too. src/cloak/things removes them.
import type { RemovedThing } from '../../cloak/things/thing.ts';
import type { ThingRequest } from '../../cloak/things/things.ts';
import type { Place } from '../../cloak/zones.ts';
import { describeCursor, FIRST_CURSOR, moveCursor, thingAt } from './thing-words.ts';
import { t } from '../words/words.svelte.ts';

export class ThingsState {
  readonly #request: (request: ThingRequest) => void;
  /** From left to right. */
  #things: readonly RemovedThing[] = $state.raw([]);
  #isPointing = $state(false);
  /** The keyboard cursor; undefined until keys are used. */
  #cursor: Place | undefined = $state.raw();
  #said = $state('');

  /** @param request tells the engine */
  constructor(request: (request: ThingRequest) => void) {
    this.#request = request;
  }

  get things(): readonly RemovedThing[] {
    return this.#things;
  }
  /** Whether things are being pointed at on the picture. */
  get isPointing(): boolean {
    return this.#isPointing;
  }
  get cursor(): Place | undefined {
    return this.#cursor;
  }
  /** Which things are removed, as a sentence; undefined if there are none. */
  get sentence(): string | undefined {
    const { length } = this.#things;
    if (length === 0) return undefined;
    const lost = this.#things.some(({ isLost }) => isLost);
    const removed = t().hiding.thingsRemoved(length);
    return lost ? `${removed}; ${t().hiding.lastStaysHidden}` : `${removed}.`;
  }
  /** The last event, for screen readers. */
  get said(): string {
    return this.#said;
  }

  begin(): void {
    this.#isPointing = true;
    this.#said = '';
  }

  end(): void {
    this.#isPointing = false;
    this.#cursor = undefined;
  }

  /** The engine reports the things. */
  hear(things: readonly RemovedThing[]): void {
    const change = things.length - this.#things.length;
    this.#things = things;
    if (change === 0) return;
    const { removed, shownAgain, thingCount } = t().hiding;
    this.#said = `${change > 0 ? removed : shownAgain} ${thingCount(things.length)}.`;
  }

  /** The source ended: there are none. */
  clear(): void {
    this.#things = [];
    this.end();
  }

  /** Another engine has taken over: it must remove them where they were. */
  takeAgain(): void {
    const before = this.#things;
    this.#things = [];
    for (const { middle } of before) this.#request({ kind: 'take', at: middle });
  }

  /** @param by steps to the right and down @param isFine whether they are small */
  move(by: readonly [x: number, y: number], isFine: boolean): void {
    this.#cursor = this.#cursor ? moveCursor(this.#cursor, by, isFine) : FIRST_CURSOR;
    this.#said = describeCursor(this.#cursor, thingAt(this.#things, this.#cursor));
  }

  /** Removes the thing at this place, or puts it back. Default: at the keyboard cursor */
  toggle(at: Place | undefined = this.#cursor): void {
    if (at) this.#request({ kind: 'toggle', at });
  }

  showAll(): void {
    this.#request({ kind: 'show-all' });
  }
}
