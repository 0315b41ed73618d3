// The keys that do something, and what they do in words.

export const SHORTCUTS = {
  c: 'The cloak on or off',
  b: 'The shutter: only the room as remembered, until it is pressed again',
  z: 'Zones that always show the room: draw them, or end drawing',
  k: 'Who is kept in the picture: choose them, or end choosing',
  t: 'A thing that goes too: point at it, or end pointing',
  r: 'Record, or end the recording',
  s: 'A snapshot',
  v: 'The next view',
  m: 'The picture as in a mirror',
  f: 'The whole screen',
  p: 'A small window above all others',
  '?': 'These keys',
} as const;

export type Shortcut = keyof typeof SHORTCUTS;

/** What counts of a key press. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
  defaultPrevented: boolean;
}

/**
 * @param inField whether somebody writes there, or chooses in a list
 * @returns the shortcut that was pressed, if it is one
 */
export function shortcutOf(press: KeyPress, inField: boolean): Shortcut | undefined {
  if (inField || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  if (press.repeat || press.defaultPrevented) return undefined;
  const key = press.key.toLowerCase();
  return Object.hasOwn(SHORTCUTS, key) ? (key as Shortcut) : undefined;
}
