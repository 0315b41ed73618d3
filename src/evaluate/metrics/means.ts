// Means of records of numbers in which any entry may be missing.

export type Numbers = Record<string, number | undefined>;

/** Per name, the mean over the records that have it; a name that none has is absent. */
export function means(records: Numbers[]): Record<string, number> {
  const found = new Map<string, number[]>();
  for (const record of records) {
    for (const [name, value] of Object.entries(record)) {
      if (value === undefined) continue;
      found.set(name, [...(found.get(name) ?? []), value]);
    }
  }
  return Object.fromEntries(
    [...found].map(([name, values]) => [
      name,
      values.reduce((sum, value) => sum + value, 0) / values.length,
    ]),
  );
}
