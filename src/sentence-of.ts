// What was thrown, in words.

/** An error's message; of anything else, how it reads. */
export function sentenceOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
