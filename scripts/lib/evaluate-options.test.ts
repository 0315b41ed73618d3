import { expect, test } from 'vitest';
import { readOptions } from './evaluate-options.ts';

const NEEDED = ['--cases', 'in', '--out', 'out'];

test('cases and out are enough', () => {
  expect(readOptions(NEEDED)).toEqual({
    cases: 'in',
    out: 'out',
    plate: 'on',
    bodies: 'on',
    texture: 'on',
    features: 'on',
  });
});

test('every option is read', () => {
  const more =
    '--variant guided --refiner none --backend wasm --plate off --texture off --limit-frames 10 --features off --bodies off';
  expect(readOptions([...NEEDED, ...more.split(' ')])).toEqual({
    cases: 'in',
    out: 'out',
    variant: 'guided',
    refiner: 'none',
    backend: 'wasm',
    plate: 'off',
    bodies: 'off',
    texture: 'off',
    features: 'off',
    limitFrames: 10,
  });
});

test.each([
  [['--out', 'out'], /--cases is missing/],
  [['--cases', 'in'], /--out is missing/],
  [[...NEEDED, '--plate', 'maybe'], /must be on or off, not "maybe"/],
  [[...NEEDED, '--features', 'some'], /--features must be on or off, not "some"/],
  [[...NEEDED, '--backend', 'cuda'], /one of webgpu, webgl, wasm, not "cuda"/],
  [[...NEEDED, '--limit-frames', '0'], /whole number above 0, not "0"/],
  [[...NEEDED, '--limit-frames', 'ten'], /not "ten"/],
  [[...NEEDED, '--tier', 'wasm'], /--tier.*Usage/s],
  [[...NEEDED, 'stray'], /stray.*Usage/s],
])('%j is refused with a message', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(sentence);
});
