// Means and medians over records of numbers in which any entry may be missing.

export type Numbers = Record<string, number | undefined>;

/** Per name, the mean over the records that have it. A name that none has is absent. */
export function means(records: Numbers[]): Record<string, number> {
  return summaries(
    records,
    (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  );
}

/** The same with the median; for an even number, the mean of the two in the middle. */
export function medians(records: Numbers[]): Record<string, number> {
  return summaries(records, (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = (sorted.length - 1) / 2;
    return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  });
}

function summaries(
  records: Numbers[],
  summary: (values: number[]) => number,
): Record<string, number> {
  const found = new Map<string, number[]>();
  for (const record of records) {
    for (const [name, value] of Object.entries(record)) {
      if (value === undefined) continue;
      found.set(name, [...(found.get(name) ?? []), value]);
    }
  }
  return Object.fromEntries([...found].map(([name, values]) => [name, summary(values)]));
}
