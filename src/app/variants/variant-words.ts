// The page's words for a variant's cost and quality.
import type { Figures } from '../../models/figures.ts';
import { formatCount } from '../session/engine-words.ts';
import type { Variant } from './variant-list.ts';
import { formatNumber, t } from '../words/words.svelte.ts';

/** Variants with a picture: what each makes of public/variants/before.jpg (scripts/variant-pictures.ts). */
const PICTURED: readonly string[] = ['guided-lite', 'guided', 'classic'];

/** The file with a variant's version of the picture; undefined if there is none, as for the user's own. */
export function pictureOf({ card, isOwn }: Pick<Variant, 'card' | 'isOwn'>): string | undefined {
  return !isOwn && PICTURED.includes(card.id) ? `${card.id}.jpg` : undefined;
}

/** @param milliseconds of one run */
export function describeSpeed(milliseconds: number): string {
  if (milliseconds >= 1000)
    return t().variants.perSlowPicture(formatNumber(milliseconds / 1000, 1));
  return t().variants.perPicture(formatCount(milliseconds), formatCount(1000 / milliseconds));
}

/** Inside the hole, and on which pictures it was measured. */
export function describeQuality({ psnr, psnrOfTelea, residue, pictures }: Figures): string {
  const words = t().variants;
  const inside = words.decibels(formatNumber(psnr, 1), pictures === 'composites');
  const beside = psnrOfTelea === undefined ? '' : words.besideTelea(formatNumber(psnrOfTelea, 1));
  const left = residue === undefined ? '' : words.residue(`${Math.round(100 * residue)} %`);
  return `${inside}${beside}${left}`;
}
