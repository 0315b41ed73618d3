// The shutter, the margin and the zones on the tiers without WebGPU.
import { testControls } from './controls-checks.ts';

testControls('wasm');
testControls('webgl');
