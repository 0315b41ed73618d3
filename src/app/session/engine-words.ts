// The page's words for what the engine reports.
import type { StageTimes } from '../../cloak/stage-times.ts';
import type { TierResult } from '../../engine/messages.ts';
import type { Tier } from '../../tier.ts';
import { formatNumber, t } from '../words/words.svelte.ts';

export const TIER_NAMES: Record<Tier, string> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
};

/** For example "segment 12 ms, compose 0.8 ms". */
export function formatStages(stages: StageTimes): string {
  return Object.entries(stages)
    .map(([name, milliseconds]) => `${name} ${formatMilliseconds(milliseconds)}`)
    .join(', ');
}

/** Below 10 with one decimal place. */
export function formatCount(count: number): string {
  return formatNumber(count, count < 10 ? 1 : 0);
}

function formatMilliseconds(milliseconds: number): string {
  return `${formatCount(milliseconds)} ms`;
}

/** What the self-check found out about a tier. */
export function describeTried({ tier, milliseconds, problem }: TierResult): string {
  const name = TIER_NAMES[tier];
  if (problem !== undefined) return `${name}: ${problem}`;
  if (milliseconds === undefined) return t().engine.notMeasured(name);
  return t().engine.perRun(name, formatMilliseconds(milliseconds));
}
