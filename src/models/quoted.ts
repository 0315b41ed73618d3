// What a stranger's file says, as a sentence shows it.

const LONGEST = 60; // letters

/** In quotes, cut short; of what is no text, number or the like only the kind: it may be of any depth. */
export function quoted(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = value === undefined ? 'nothing' : String(value);
  return `"${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}"`;
}
