// The score of a viewer's answers.

/** Quantile of the standard normal distribution for a two-sided 95 % interval. */
const Z = 1.96;

export interface Tally {
  right: number;
  total: number;
}

/** The tally with one more answer. */
export function count({ right, total }: Tally, isRight: boolean): Tally {
  return { right: right + Number(isRight), total: total + 1 };
}

/**
 * The 95 % interval of the true share of right answers, 0..1 (Wilson 1927). Undefined before the first answer.
 */
export function interval({ right, total }: Tally): [number, number] | undefined {
  if (total === 0) return undefined;
  const share = right / total;
  const spread = 1 + Z ** 2 / total;
  const middle = share + Z ** 2 / (2 * total);
  const half = Z * Math.sqrt((share * (1 - share)) / total + Z ** 2 / (4 * total ** 2));
  return [(middle - half) / spread, (middle + half) / spread];
}

/** The result in a sentence or two. */
export function describe(tally: Tally): string {
  const bounds = interval(tally);
  if (!bounds) return 'No answer yet.';
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const [low, high] = bounds;
  const found = `${tally.right} of ${tally.total} right: ${percent(tally.right / tally.total)} (95 % interval: ${percent(low)} to ${percent(high)}).`;
  if (low > 0.5) return `${found} The cloak gives itself away.`;
  if (high < 0.5) return `${found} Wrong more often than by chance: something misleads.`;
  return `${found} That may be guessing.`;
}
