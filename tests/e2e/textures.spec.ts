// Texture on the tiers that need no WebGPU.
import { testTexture } from './texture-checks.ts';

testTexture('wasm');
testTexture('webgl');
