// Variants of any kind on the tiers without WebGPU.
import { testInputs } from './input-checks.ts';
import { testVariants } from './variant-checks.ts';

testInputs('wasm');
testInputs('webgl');
testVariants('wasm');
testVariants('webgl');
