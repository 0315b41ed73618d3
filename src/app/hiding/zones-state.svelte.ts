// The page's zones: drawn, undone, and stored for each camera and film. src/cloak/zones.ts applies them to the picture.
import type { Zone } from '../../cloak/zones.ts';
import type { Source } from '../../sources/source.ts';
import type { Preferences } from '../session/preferences.ts';
import type { Later } from '../../later.ts';

/** Zones are stored for this many cameras and films. The least recently used are dropped. */
const MOST_SOURCES = 8;
/** ms; a handheld camera moves them many times a second. */
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
  /** Of the current source. */
  #name: string | undefined;
  #zones: readonly Zone[] = $state.raw([]);
  /** The zones before each change, the latest last. */
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

  /** The source changed: its stored zones come back. */
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

  /** @returns a function that restores them, next to any drawn meanwhile; undefined if there were none */
  clear(): (() => void) | undefined {
    const cleared = this.#zones;
    if (cleared.length === 0) return undefined;
    const name = this.#name;
    this.#change([]);
    return () => {
      if (this.#name === name) this.#change([...cleared, ...this.#zones]);
    };
  }

  /** Undoes the last change, or removes the latest stored zone. */
  undo(): void {
    const last = this.#before.at(-1) ?? this.#zones.slice(0, -1);
    const before = this.#before.slice(0, -1);
    this.#change(last);
    this.#before = before;
  }

  /** The camera moved, and the zones with it. @returns whether they are still the page's zones */
  hear(moved: readonly Zone[]): boolean {
    if (moved.length !== this.#zones.length) return false; // others were drawn meanwhile
    this.#zones = moved;
    this.#before = []; // their old places are somewhere else now
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
