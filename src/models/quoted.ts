// Shows untrusted content of a file within a sentence.

const LONGEST = 60; // characters

/** In quotes, shortened. Objects and the like show only their kind, since they may be deeply nested. */
export function quoted(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = value === undefined ? 'nothing' : String(value);
  return `"${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}"`;
}
