// The WebGPU tier, on a software adapter.
import { testTier } from './tier-checks.ts';

testTier('webgpu');
