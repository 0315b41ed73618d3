import { expect, test } from 'vitest';
import compose from './compose.wgsl?raw';
import fill from './fill.wgsl?raw';
import hole from './hole.wgsl?raw';
import input from './input.wgsl?raw';
import plate from './plate.wgsl?raw';
import { uniformStruct, wgslConstants } from './uniforms.ts';

const floats = (bytes: ArrayBuffer) => [...new Float32Array(bytes)];

test('fields follow WGSL’s alignment, and the struct is padded to its largest alignment', () => {
  const { bytes, pack } = uniformStruct(
    `
      struct Other { first: f32 }
      struct Mixed {
        one: f32,     // a comment: with, what: looks, like: fields
        pair: vec2f,
        three: vec3f,
        beside: f32,  // fits behind the three
        four: vec4f,
        last: f32,
      }
    `,
    'Mixed',
  );
  expect(bytes).toBe(64);
  expect(
    floats(
      pack({ one: 1, pair: [2, 3], three: [4, 5, 6], beside: 7, four: [8, 9, 10, 11], last: 12 }),
    ),
  ).toEqual([1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0, 0]);
});

test('integers, booleans and arrays are packed', () => {
  const source = 'struct Codes { codes: array<vec4u, 2>, count: u32, apart: i32, is_last: u32, }';
  const { bytes, pack } = uniformStruct(source, 'Codes');
  expect(bytes).toBe(48);
  const packed = pack({ codes: [1, 2, 3, 4, 5, 6, 7, 8], count: 6, apart: -2, is_last: true });
  expect([...new Int32Array(packed)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 6, -2, 1, 0]);
});

test('a missing or unknown field, or one of the wrong length, is refused by name', () => {
  const { pack } = uniformStruct('struct Settings { side: vec2u, reach: f32 }', 'Settings');
  expect(() => pack({ side: [1, 2] })).toThrow('reach');
  expect(() => pack({ side: [1, 2], reach: 1, rest: 1 })).toThrow('rest');
  expect(() => pack({ side: [1, 2, 3], reach: 1 })).toThrow('side');
});

test('so is an unknown struct or type', () => {
  expect(() => uniformStruct('struct A { b: f32 }', 'Settings')).toThrow('Settings');
  expect(() => uniformStruct('struct A { b: mat3x3f }', 'A')).toThrow('mat3x3f');
  expect(() => uniformStruct('struct A { b: array<f32, 4> }', 'A')).toThrow('array<f32, 4>');
});

test('constants are declared by name', () => {
  expect(wgslConstants({ VIEW_MASK: 2, SHARE: 0.25 })).toBe(
    'const VIEW_MASK = 2;\nconst SHARE = 0.25;\n',
  );
});

test.each([
  ['compose', compose, 'Settings', 48],
  ['fill', fill, 'FillShape', 32],
  ['hole', hole, 'Settings', 40],
  ['input', input, 'Planes', 64],
  ['input', input, 'Level', 16],
  ['input', input, 'Crop', 32],
  ['plate', plate, 'Settings', 144],
])(
  'the size of structs in %s.wgsl is the one that browsers require',
  (_file, source, name, bytes) => {
    expect(uniformStruct(source, name).bytes).toBe(bytes);
  },
);
