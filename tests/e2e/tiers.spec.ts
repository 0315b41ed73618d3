// The tiers that need no WebGPU.
import { testTier } from './tier-checks.ts';

testTier('wasm');
testTier('webgl');
