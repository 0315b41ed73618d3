// The compiled inner loops of the passes (kernels/), and the allocations in their memory.
import { createCompiled, type WorkingMemory } from '../../compiled.ts';
import bytes from './kernels/passes.ts?assemblyscript';

/** What kernels/passes.ts exports; addresses are byte offsets into the memory, rectangles and sizes px. */
interface Exports {
  setFrame(frame: number, width: number, height: number): void;
  setHole(picture: number, width: number, height: number, row: number): void;
  setHolePart(left: number, top: number, right: number, bottom: number): void;
  setField(picture: number, width: number, height: number, row: number): void;
  setLight(at: number): void;
  setFill(picture: number, coloured: number, width: number, height: number): void;
  setCrop(x: number, y: number, width: number, height: number): void;

  setHolePass(
    width: number,
    height: number,
    left: number,
    top: number,
    right: number,
    bottom: number,
  ): void;
  bounds(
    least: number,
    most: number,
    rows: number,
    mask: number,
    maskWidth: number,
    maskHeight: number,
    reach: number,
  ): void;
  soften(
    target: number,
    mask: number,
    least: number,
    most: number,
    maskWidth: number,
    maskHeight: number,
    taps: number,
    tapCount: number,
    weights: number,
    weightCount: number,
    low: number,
    high: number,
  ): void;
  grow(target: number, source: number, across: number, down: number, reach: number): void;
  blur(target: number, source: number, reach: number): void;
  feather(
    target: number,
    source: number,
    near: number,
    reach: number,
    apart: number,
    hide: number,
    hideWidth: number,
    hideHeight: number,
  ): void;

  setPlate(plate: number, candidate: number): void;
  observe(
    hasFill: boolean,
    guessRate: number,
    seconds: number,
    tolerance: number,
    switchNew: number,
    switchKnown: number,
  ): void;
  relight(): void;
  move(before: number, shiftX: number, shiftY: number, turnX: number, turnY: number): void;
  unknown(target: number, support: number): void;
  reveal(target: number, view: number, split: number, cover: number): void;
  room(target: number, usesPlate: boolean): void;

  setMatte(low: number, high: number, fade: number): void;
  compose(
    target: number,
    alphaFrom: number,
    view: number,
    split: number,
    covers: boolean,
    cover: number,
  ): void;

  cut(
    target: number,
    width: number,
    height: number,
    source: number,
    hole: number,
    holeWidth: number,
    holeHeight: number,
    taps: number,
    support: number,
  ): void;
  pull(coarse: number, fine: number, width: number, height: number): void;
  settle(target: number, source: number, pixels: number): void;
  push(
    target: number,
    fine: number,
    width: number,
    height: number,
    coarse: number,
    coarseWidth: number,
    coarseHeight: number,
  ): void;
}

export interface Kernels extends Exports {
  /** The address of a named allocation; a new one is made if it is missing or too small. */
  at(name: string, bytes: number): number;
  /** Frees all allocations. */
  clear(): void;
  bytesAt(address: number, length: number): Uint8ClampedArray<ArrayBuffer>;
  floatsAt(address: number, length: number): Float32Array<ArrayBuffer>;
}

/** @throws Error when this browser has no WebAssembly with SIMD */
export function createKernels(): Kernels {
  const compiled = createCompiled<Exports & WorkingMemory>(bytes, 'What draws the picture');
  const places = new Map<string, { address: number; bytes: number }>();
  return {
    ...compiled,
    at(name, length) {
      const known = places.get(name);
      if (known && known.bytes >= length) return known.address;
      const address = compiled.take(length);
      places.set(name, { address, bytes: length });
      return address;
    },
    clear() {
      places.clear();
      compiled.clear();
    },
    bytesAt: (address, length) => new Uint8ClampedArray(compiled.buffer, address, length),
    floatsAt: (address, length) => new Float32Array<ArrayBuffer>(compiled.buffer, address, length),
  };
}
