// The shutter, the margin and the zones on the WebGPU tier, on a software adapter.
import { testControls } from './controls-checks.ts';

testControls('webgpu');
