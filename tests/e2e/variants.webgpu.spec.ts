// Variants of any kind on the WebGPU tier, on a software adapter.
import { testInputs, testVariants } from './variant-checks.ts';

testInputs('webgpu');
testVariants('webgpu');
