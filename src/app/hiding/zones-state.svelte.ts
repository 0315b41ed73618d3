// The zones as the page knows them: drawn, taken back, kept for each camera and film. What they do to the picture stands
// in src/cloak/zones.ts.
import type { Zone } from '../../cloak/zones.ts';
import type { Source } from '../../sources/source.ts';
import type { Preferences } from '../session/preferences.ts';
import type { Later } from '../../later.ts';

/** Of so many cameras and films the zones are kept; those used longest ago go. */
const MOST_SOURCES = 8;
/** ms; a camera in somebody's hand moves them many times a second. */
const KEEP_WITHIN = 2000;

export interface ZonesNeeds {
  /** Tells the engine. */
  show: (zones: readonly Zone[]) => void;
  readPreferences: () => Partial<Preferences>;
  keepPreferences: (changes: Partial<Preferences>) => void;
  later: Later;
}

export class ZonesState {
  readonly #needs: ZonesNeeds;
  /** Of the source in use. */
  #name: string | undefined;
  #zones: readonly Zone[] = $state.raw([]);
  /** What there was before each change; the newest last. */
  #before: readonly (readonly Zone[])[] = $state.raw([]);
  #isToBeKept = false;
  #isEditing = $state(false);

  constructor(needs: ZonesNeeds) {
    this.#needs = needs;
  }

  get zones(): readonly Zone[] {
    return this.#zones;
  }
  /** Whether they are being drawn on the picture. */
  get isEditing(): boolean {
    return this.#isEditing;
  }
  get canUndo(): boolean {
    return this.#before.length > 0 || this.#zones.length > 0;
  }

  /** Another source is in use: its zones of last time come back. */
  open(source: Pick<Source, 'kind' | 'title' | 'deviceId'>): void {
    this.#name = nameOf(source);
    this.#zones = this.#needs.readPreferences().zones?.[this.#name] ?? [];
    this.#before = [];
    this.#needs.show(this.#zones);
  }

  /** The source ended. */
  close(): void {
    if (this.#isToBeKept) this.#keep();
    this.#isEditing = false;
    this.#name = undefined;
  }

  edit(): void {
    this.#isEditing = this.#name !== undefined;
  }

  endEditing(): void {
    this.#isEditing = false;
  }

  add(zone: Zone): void {
    this.#change([...this.#zones, zone]);
  }

  /** @returns brings them back, beside those that were drawn meanwhile; undefined: there were none */
  clear(): (() => void) | undefined {
    const cleared = this.#zones;
    if (cleared.length === 0) return undefined;
    const name = this.#name;
    this.#change([]);
    return () => {
      if (this.#name === name) this.#change([...cleared, ...this.#zones]);
    };
  }

  /** Takes back what was done last, or the newest of what was kept. */
  undo(): void {
    const last = this.#before.at(-1) ?? this.#zones.slice(0, -1);
    const before = this.#before.slice(0, -1);
    this.#change(last);
    this.#before = before;
  }

  /** The camera moved, and they with it. @returns whether they are still those that the page has */
  hear(moved: readonly Zone[]): boolean {
    if (moved.length !== this.#zones.length) return false; // others were drawn meanwhile
    this.#zones = moved;
    this.#before = []; // where they would come back to is another place now
    if (!this.#isToBeKept) {
      this.#needs.later(() => {
        if (this.#isToBeKept) this.#keep();
      }, KEEP_WITHIN);
    }
    this.#isToBeKept = true;
    return true;
  }

  #change(zones: readonly Zone[]): void {
    this.#before = [...this.#before, this.#zones];
    this.#zones = zones;
    this.#needs.show(zones);
    this.#keep();
  }

  #keep(): void {
    this.#isToBeKept = false;
    if (this.#name === undefined) return;
    const { [this.#name]: _, ...others } = this.#needs.readPreferences().zones ?? {};
    const entries = Object.entries(others).slice(1 - MOST_SOURCES);
    if (this.#zones.length > 0) entries.push([this.#name, this.#zones]);
    this.#needs.keepPreferences({ zones: Object.fromEntries(entries) });
  }
}

function nameOf({ kind, title, deviceId }: Pick<Source, 'kind' | 'title' | 'deviceId'>): string {
  return kind === 'camera' ? `camera ${deviceId ?? title}` : `${kind} ${title}`;
}
