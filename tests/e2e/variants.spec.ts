// Variants of any kind on the tiers that need no WebGPU, and how the page chooses and refuses them.
import { testInputs, testVariants } from './variant-checks.ts';

testInputs('wasm');
testInputs('webgl');
testVariants('wasm');
testVariants('webgl');
