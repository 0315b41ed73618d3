// Passes values to shaders by name: structs of uniforms, laid out as the shader's source declares them, and constants
// that are prepended to it.

/** A bool is a u32 of 0 or 1, since WGSL does not allow bools in uniforms. */
export type UniformValue = number | boolean | readonly number[];

export interface UniformStruct {
  readonly bytes: number;
  /**
   * Packs the values.
   * @param values one for each field, a list of numbers for a vector or an array
   * @throws Error that names a field that is missing, not declared, or of the wrong length
   */
  pack(values: Readonly<Record<string, UniformValue>>): ArrayBuffer;
}

interface Field {
  /** Its offset, bytes. */
  at: number;
  /** The number of scalars in it. */
  count: number;
  scalar: Scalar;
}

type Scalar = 'f32' | 'i32' | 'u32';
/** By the suffix of vector types: vec2f, vec4u. */
const SCALARS: Readonly<Record<string, Scalar>> = { f: 'f32', i: 'i32', u: 'u32' };
/** Size of a scalar, bytes. */
const WORD = 4;

/**
 * Reads a struct's declaration, which may contain `//` comments.
 * @param source WGSL. Fields may be 32-bit scalars, vectors of them, and arrays of vectors of four
 * @throws Error if there is no such struct, or if a field has another type
 */
export function uniformStruct(source: string, name: string): UniformStruct {
  const body = new RegExp(`struct ${name} \\{([^}]*)\\}`).exec(source)?.[1];
  if (body === undefined) throw new Error(`The shader declares no struct ${name}.`);
  const fields = new Map<string, Field>();
  let end = 0;
  let widest = 0;
  for (const [, field, type] of body
    .replace(/\/\/.*/g, '')
    .matchAll(/(\w+)\s*:\s*(\w+(?:<[^>]*>)?)/g)) {
    const { align, count, scalar } = layoutOf(type!);
    const at = roundUp(end, align);
    fields.set(field!, { at, count, scalar });
    end = at + count * WORD;
    widest = Math.max(widest, align);
  }
  const bytes = roundUp(end, widest);
  return {
    bytes,
    pack(values) {
      for (const given of Object.keys(values)) {
        if (!fields.has(given)) throw new Error(`${name} has no field ${given}.`);
      }
      const packed = new DataView(new ArrayBuffer(bytes));
      for (const [field, { at, count, scalar }] of fields) {
        const value = values[field];
        if (value === undefined) throw new Error(`The field ${field} of ${name} has no value.`);
        const numbers = typeof value === 'object' ? value : [Number(value)];
        if (numbers.length !== count) {
          throw new Error(`The field ${field} of ${name} takes ${count} numbers.`);
        }
        numbers.forEach((number, i) => put(packed, at + i * WORD, scalar, number));
      }
      return packed.buffer;
    },
  };
}

/** Alignment and size by https://www.w3.org/TR/WGSL/#alignment-and-size. */
function layoutOf(type: string): { align: number; count: number; scalar: Scalar } {
  if (type === 'f32' || type === 'i32' || type === 'u32')
    return { align: WORD, count: 1, scalar: type };
  const vector = /^vec([234])([fiu])$/.exec(type);
  if (vector) {
    const count = Number(vector[1]);
    return { align: (count === 2 ? 2 : 4) * WORD, count, scalar: SCALARS[vector[2]!]! };
  }
  const array = /^array<(vec4[fiu]),\s*(\d+)>$/.exec(type);
  if (!array) throw new Error(`A uniform of the type ${type} cannot be laid out.`);
  const { align, count, scalar } = layoutOf(array[1]!);
  return { align, count: count * Number(array[2]), scalar };
}

function put(packed: DataView, at: number, scalar: Scalar, value: number): void {
  if (scalar === 'f32') packed.setFloat32(at, value, true);
  else if (scalar === 'i32') packed.setInt32(at, value, true);
  else packed.setUint32(at, value, true);
}

function roundUp(bytes: number, step: number): number {
  return Math.ceil(bytes / step) * step;
}

/** Declares constants by name; WGSL converts each to the type that its use requires. */
export function wgslConstants(values: Readonly<Record<string, number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `const ${name} = ${value};\n`)
    .join('');
}
