// The compiled inner loops (kernels/patches.ts), and the memory that they work in.
import bytes from './kernels/patches.ts?assemblyscript';

/** The side of a patch, px; as in kernels/patches.ts. */
export const SIDE = 7;
/** Of the field, for a patch that is known as it is; as in kernels/patches.ts. */
export const NOWHERE = -1;

/** What kernels/patches.ts exports; addresses are bytes from the memory's beginning. */
interface Exports {
  setLevel(
    ...level: [
      ...[stride: number, height: number, picture: number, smooth: number],
      ...[sources: number, field: number, costs: number],
    ]
  ): void;
  weighGuide(weight: number): void;
  seedRandom(seed: number): void;
  scatter(targets: number, count: number, choices: number, choiceCount: number): void;
  measure(targets: number, count: number): void;
  search(targets: number, count: number, forwards: boolean, reach: number): void;
  vote(unknown: number, count: number, weights: number, within: number): void;
  pick(unknown: number, count: number): void;
}

export interface Kernels extends Exports {
  /** Gives all that was taken back. */
  clear(): void;
  /** @returns the address of so many bytes, and some more that a wide read may touch */
  take(bytes: number): number;
  readonly buffer: ArrayBuffer;
}

const PAGE = 65_536; // bytes, of a WebAssembly memory
const MOST_PAGES = 16_384; // 1 GB
const BEGIN = 1024; // below lies what the compiler keeps
const SLACK = 64; // bytes; a patch's row is read as 32

/** @throws Error when this browser has no WebAssembly with SIMD */
export async function createKernels(): Promise<Kernels> {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES });
  const abort = () => {
    throw new Error('The patch synthesis ended itself.');
  };
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory, abort } });
  let end = BEGIN;
  return {
    ...(instance.exports as unknown as Exports),
    clear() {
      end = BEGIN;
    },
    take(length) {
      const begin = (end + 15) & ~15;
      end = begin + length + SLACK;
      const lacking = Math.ceil(end / PAGE) - memory.buffer.byteLength / PAGE;
      if (lacking > 0) memory.grow(lacking);
      return begin;
    },
    get buffer() {
      return memory.buffer;
    },
  };
}
