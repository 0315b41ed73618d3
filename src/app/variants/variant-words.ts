// How the page writes what a variant costs and gives.
import type { Figures } from '../../models/figures.ts';
import { formatCount } from '../session/engine-words.ts';

/** @param milliseconds of one run */
export function describeSpeed(milliseconds: number): string {
  return `${formatCount(milliseconds)} ms a picture, up to ${formatCount(1000 / milliseconds)} a second`;
}

/** Inside the hole, and on which pictures that was measured. */
export function describeQuality({ psnr, psnrOfTelea, residue, pictures }: Figures): string {
  const where = pictures === 'composites' ? 'on composites' : 'in real rooms';
  const beside = psnrOfTelea === undefined ? '' : ` (simple inpainting: ${psnrOfTelea.toFixed(1)})`;
  const left = residue === undefined ? '' : `; ${Math.round(100 * residue)} % of a person is left`;
  return `${psnr.toFixed(1)} dB ${where}${beside}${left}`;
}
