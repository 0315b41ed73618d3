// Frames of all shapes, on the tiers without WebGPU.
import { testFrames } from './frame-checks.ts';

testFrames('wasm');
testFrames('webgl');
