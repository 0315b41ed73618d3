// The compiled inner loops (kernels/patches.ts) and the memory they work in.
import { createCompiled, type WorkingMemory } from '../compiled.ts';
import bytes from './kernels/patches.ts?assemblyscript';

/** The side of a patch, px; the same as in kernels/patches.ts. */
export const SIDE = 7;
/** The field's value for a patch that is entirely known; the same as in kernels/patches.ts. */
export const NOWHERE = -1;

/** What kernels/patches.ts exports; addresses are byte offsets into the memory. */
interface Exports {
  setLevel(
    stride: number,
    height: number,
    picture: number,
    smooth: number,
    sources: number,
    field: number,
    costs: number,
  ): void;
  weighGuide(weight: number): void;
  seedRandom(seed: number): void;
  scatter(targets: number, count: number, choices: number, choiceCount: number): void;
  measure(targets: number, count: number): void;
  search(targets: number, count: number, forwards: boolean, reach: number): void;
  vote(unknown: number, count: number, weights: number, within: number): void;
  pick(unknown: number, count: number): void;
}

export type Kernels = Exports & WorkingMemory;

/** @throws Error when this browser has no WebAssembly with SIMD */
export function createKernels(): Kernels {
  return createCompiled<Exports>(bytes, 'The patch synthesis');
}
