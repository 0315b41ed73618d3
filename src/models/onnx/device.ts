// The graphics device that ONNX Runtime computes on. It is not tfjs's, which lives in the engine's worker: a device
// cannot leave its worker. Vanish opens it itself, to notice that it was lost or reports an error.
import type { Runtime } from './runtime.ts';

export interface OnnxDevice extends Pick<Runtime, 'guard'> {
  readonly device: GPUDevice;
}

/** ONNX Runtime uses them where they exist. Networks of halves need the first. */
const FEATURES: readonly GPUFeatureName[] = ['shader-f16', 'subgroups'];
/** Of these it needs as much as there is: a device has only the guaranteed minimum otherwise. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const;

/** @throws Error with a sentence if there is no WebGPU */
export async function openDevice(): Promise<OnnxDevice> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('This browser gives no access to a GPU through WebGPU.');
  const device = await adapter.requestDevice({
    requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
  });

  let failure: Error | undefined;
  /** Ends the current work: on a lost device it might never end. */
  let interrupt: (error: Error) => void = () => {};
  const fail = (sentence: string) => {
    failure ??= new Error(sentence);
    interrupt(failure);
  };
  void device.lost.then(({ message }) => fail(`The graphics device was lost (${message}).`));
  // For example out of memory: from then on, answers may be wrong.
  device.addEventListener('uncapturederror', ({ error }) =>
    fail(`The graphics device reported an error (${error.message}).`),
  );

  return {
    device,
    guard: (work) =>
      new Promise((resolve, reject) => {
        interrupt = reject;
        if (failure) reject(failure);
        work.then(resolve, reject);
      }),
  };
}
