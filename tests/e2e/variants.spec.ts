// Variants of any kind on the tiers without WebGPU.
import { testInputs, testVariants } from './variant-checks.ts';

testInputs('wasm');
testInputs('webgl');
testVariants('wasm');
testVariants('webgl');
