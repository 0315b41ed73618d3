// The keyboard shortcuts. words/ describes what they do.

export const SHORTCUTS = ['c', 'b', 'z', 'k', 't', 'r', 's', 'v', 'm', 'f', 'p', '?'] as const;

export type Shortcut = (typeof SHORTCUTS)[number];

/** The relevant parts of a key press. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
  defaultPrevented: boolean;
}

/**
 * @param inField whether the user is typing, or choosing from a list
 * @returns the shortcut that was pressed, if any
 */
export function shortcutOf(press: KeyPress, inField: boolean): Shortcut | undefined {
  if (inField || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  if (press.repeat || press.defaultPrevented) return undefined;
  const key = press.key.toLowerCase();
  return SHORTCUTS.find((shortcut) => shortcut === key);
}
