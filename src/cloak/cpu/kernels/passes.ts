// The inner loops of the image passes on the CPU, in AssemblyScript, compiled to WebAssembly with SIMD.
export { setCrop, setField, setFill, setFrame, setHole, setHolePart, setLight } from './frame';
export { blur, bounds, feather, grow, setHolePass, soften } from './hole';
export { observe, setPlate } from './plate';
export { move, relight } from './carry';
export { reveal, room, unknown } from './reveal';
export { compose, setMatte } from './compose';
export { cut, pull, push, settle } from './input';
