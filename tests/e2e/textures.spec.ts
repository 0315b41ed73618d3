// Texture on the tiers without WebGPU.
import { testTexture } from './texture-checks.ts';

testTexture('wasm');
testTexture('webgl');
