// How the page writes what a variant costs and gives.
import type { Figures } from '../../models/figures.ts';
import { formatCount } from '../session/engine-words.ts';
import { formatNumber, t } from '../words/words.svelte.ts';

/** @param milliseconds of one run */
export function describeSpeed(milliseconds: number): string {
  return t().variants.perPicture(formatCount(milliseconds), formatCount(1000 / milliseconds));
}

/** Inside the hole, and on which pictures that was measured. */
export function describeQuality({ psnr, psnrOfTelea, residue, pictures }: Figures): string {
  const words = t().variants;
  const inside = words.decibels(formatNumber(psnr, 1), pictures === 'composites');
  const beside = psnrOfTelea === undefined ? '' : words.besideTelea(formatNumber(psnrOfTelea, 1));
  const left = residue === undefined ? '' : words.residue(`${Math.round(100 * residue)} %`);
  return `${inside}${beside}${left}`;
}
