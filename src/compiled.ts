// Inner loops compiled to WebAssembly (build/assembly-script.ts), and the memory they work in.

export interface WorkingMemory {
  /** Frees everything that was taken. */
  clear(): void;
  /**
   * @returns the address of this many bytes, plus some slack that a wide read may touch; the contents are undefined
   */
  take(bytes: number): number;
  /** Read it again after `take`, which may grow the memory and so replace the buffer. */
  readonly buffer: ArrayBuffer; // not shared
}

const PAGE = 65_536; // bytes, of a WebAssembly memory
const MOST_PAGES = 16_384; // 1 GiB
const BEGIN = PAGE; // the compiler's own data lies below
const SLACK = 64; // bytes

/**
 * @param what the module is, for the error message
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
