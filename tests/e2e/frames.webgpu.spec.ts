// Frames of all shapes on a software adapter.
import { testFrames } from './frame-checks.ts';

testFrames('webgpu');
