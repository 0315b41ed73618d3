// The score of a viewer's answers.
import { formatPercent } from '../app/words/percent.ts';
import { language, t } from './words/words.ts';

/** Of the interval, 0..1. */
const CONFIDENCE = 0.95;
/** Quantile of the standard normal distribution for a two-sided interval of that confidence. */
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
  const words = t();
  const bounds = interval(tally);
  if (!bounds) return words.noAnswerYet;
  const percent = (share: number) => formatPercent(language(), share);
  const [low, high] = bounds;
  const score = words.score(tally.right, tally.total, percent(tally.right / tally.total));
  const range = words.interval(percent(CONFIDENCE), percent(low), percent(high));
  return `${score} ${range} ${judge(low, high)}`;
}

function judge(low: number, high: number): string {
  if (low > 0.5) return t().givesItselfAway;
  if (high < 0.5) return t().misleads;
  return t().mayBeGuessing;
}
