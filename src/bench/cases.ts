// Which cases a bench measures.
import { TIERS, type Tier } from '../tier.ts';
import type { BenchCase, BenchPeer } from './messages.ts';

const SIZES = [
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
];

export interface BenchPlan {
  cases: BenchCase[];
  peers: BenchPeer[];
  /** How many times every case is measured, in turn with all others. */
  rounds: number;
  /** For each case in each round, after the warm-up. */
  frames: number;
}

/**
 * Everything: every tier and size with the default variant, with and without remembering the room; the other variants
 * at the first size, on the last tier and on the first.
 * @param tiers in the order of measurement
 * @param variants the default first
 */
export function planOf(
  tiers: readonly Tier[] = TIERS,
  variants: readonly string[],
  amount: { rounds: number; frames: number } = { rounds: 3, frames: 60 },
): BenchPlan {
  const [standard, ...others] = variants;
  const cases: BenchCase[] = [];
  if (standard) {
    for (const tier of tiers) {
      for (const size of SIZES) {
        cases.push({ tier, variant: standard, ...size, plate: true });
        cases.push({ tier, variant: standard, ...size, plate: false });
      }
    }
  }
  for (const tier of new Set([tiers.at(0), tiers.at(-1)])) {
    if (!tier) continue;
    for (const variant of others) cases.push({ tier, variant, ...SIZES[0]!, plate: true });
  }
  const peers = tiers.flatMap((tier): BenchPeer[] => [
    { name: 'person-removal', tier },
    { name: 'pix2pix-unet', tier },
  ]);
  // The segmenter runs on the CPU in every tier.
  if (tiers.length > 0) peers.push({ name: 'blurred-background', tier: 'wasm' });
  return { cases, peers, ...amount };
}

/** For a first look: the default variant with the room remembered, and the known peer. */
export function quickPlan(tiers: readonly Tier[], variants: readonly string[]): BenchPlan {
  const whole = planOf(tiers, variants.slice(0, 1), { rounds: 1, frames: 40 });
  return {
    ...whole,
    cases: whole.cases.filter(({ plate, width }) => plate && width === SIZES[0]!.width),
    peers: whole.peers.filter(({ name }) => name !== 'pix2pix-unet'),
  };
}
