// Variants of any kind on the WebGPU tier, on a software adapter.
import { testInputs } from './input-checks.ts';
import { testVariants } from './variant-checks.ts';

testInputs('webgpu');
testVariants('webgpu');
