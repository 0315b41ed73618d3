// Frames of all shapes, in the tiers that need no WebGPU.
import { testFrames } from './frame-checks.ts';

testFrames('wasm');
testFrames('webgl');
