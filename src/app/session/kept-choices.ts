// Where the browser keeps the choices that the pages remember between visits. preferences.ts says what they are.

const KEY = 'vanish-choices';

/** Everything that was kept, unchecked. */
export function readKept(storage: () => Storage = browserStorage): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(storage().getItem(KEY) ?? '{}');
    return { ...(kept as object) };
  } catch {
    return {}; // no storage in this window, or something else wrote there
  }
}

/** Keeps these choices in place of the earlier ones. Does nothing if the browser has no storage. */
export function writeKept(choices: object, storage: () => Storage = browserStorage): void {
  try {
    storage().setItem(KEY, JSON.stringify(choices));
  } catch {
    // The next visit then starts like the first one.
  }
}

function browserStorage(): Storage {
  return localStorage;
}
