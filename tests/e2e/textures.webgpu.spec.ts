// Texture on the WebGPU tier, on a software adapter.
import { testTexture } from './texture-checks.ts';

testTexture('webgpu');
