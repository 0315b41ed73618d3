// Inner loops that are compiled to WebAssembly (build/assembly-script.ts), and the memory that they work in.

export interface WorkingMemory {
  /** Gives all that was taken back. */
  clear(): void;
  /** @returns the address of so many bytes, and some more that a wide read may touch; what lies there is undefined */
  take(bytes: number): number;
  /** Another one after `take`, which may make it grow. */
  readonly buffer: ArrayBuffer; // it is not shared
}

const PAGE = 65_536; // bytes, of a WebAssembly memory
const MOST_PAGES = 16_384; // 1 GB
const BEGIN = PAGE; // below lies what the compiler keeps
const SLACK = 64; // bytes

/**
 * @param what it is, for the error's sentence
 * @throws Error when this browser has no WebAssembly with SIMD
 */
export function createCompiled<Exports>(
  bytes: Uint8Array<ArrayBuffer>,
  what: string,
): Exports & WorkingMemory {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES });
  const abort = () => {
    throw new Error(`${what} stopped itself.`);
  };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    env: { memory, abort },
  });
  let end = BEGIN;
  return {
    ...(exports as unknown as Exports),
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
