// Turns whatever was thrown into words.

/** An error's message, or the string form of anything else. */
export function sentenceOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
