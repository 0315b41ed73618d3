// The engine's state on the page: loading, ready, failed.
import type { FromEngine, TierResult, VariantInUse } from '../../engine/messages.ts';
import type { Tier } from '../../tier.ts';

export type EngineState =
  /** share: 0..1 */
  | { phase: 'loading'; share: number; doing: string }
  | ({
      phase: 'ready';
      tier: Tier;
      reason: string;
      tried: TierResult[];
    } & VariantInUse)
  | { phase: 'failed'; sentence: string };

const STARTING_AGAIN: EngineState = { phase: 'loading', share: 0, doing: 'Starting again' };
export const STARTING: EngineState = { phase: 'loading', share: 0, doing: 'Starting' };

/** The next state after a message of the engine. */
export function nextEngineState(life: EngineState, message: FromEngine): EngineState {
  switch (message.kind) {
    case 'progress':
      return { phase: 'loading', share: message.share, doing: message.doing };
    case 'restarting':
      return STARTING_AGAIN;
    case 'ready': {
      const { kind, ...found } = message;
      return { phase: kind, ...found };
    }
    case 'whole':
    case 'variant':
    case 'moved': {
      const { kind: _, ...inUse } = message;
      return life.phase === 'ready' ? { ...life, ...inUse } : life;
    }
    case 'problem':
      return message.fatal ? { phase: 'failed', sentence: message.sentence } : life;
    default:
      return life;
  }
}
