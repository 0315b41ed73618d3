// The tiers: which graphics interface the image passes and tfjs use.

/** A choice of image passes and tfjs backend; see docs/architecture.md. */
export type Tier = 'webgpu' | 'webgl' | 'wasm';

/** All tiers, from the usually fastest to the one that always works. */
export const TIERS: readonly Tier[] = ['webgpu', 'webgl', 'wasm'];
