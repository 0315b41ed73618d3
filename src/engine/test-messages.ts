// Messages of an engine that is well, for tests.
import type { FromEngine } from './messages.ts';

export const READY: Extract<FromEngine, { kind: 'ready' }> = {
  kind: 'ready',
  tier: 'wasm',
  variant: 'guided',
  tried: [],
  reason: '',
  remembers: true,
  milliseconds: 20,
};

export const ALIVE: Extract<FromEngine, { kind: 'alive' }> = {
  kind: 'alive',
  received: 5,
  shown: 5,
  busy: 40,
};
