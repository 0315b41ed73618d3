import { expect, test } from 'vitest';
import { wholeFragments } from './whole-fragments.ts';

function box(type: string, size: number, isLarge = false): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, isLarge ? 1 : size);
  if (isLarge) view.setBigUint64(8, BigInt(size));
  for (let i = 0; i < 4; i++) view.setUint8(4 + i, type.charCodeAt(i));
  return bytes;
}

const HEAD = [box('ftyp', 20), box('moov', 100)];
const FRAGMENT = [box('moof', 40), box('mdat', 60, true)];

test('a file whose last fragment is truncated ends before it', async () => {
  const whole = [...HEAD, ...FRAGMENT, ...FRAGMENT];
  expect(await wholeFragments(new Blob(whole))).toBe(320);
  expect(await wholeFragments(new Blob([...whole, FRAGMENT[0]!]))).toBe(320);
  expect(await wholeFragments(new Blob(whole).slice(0, 319))).toBe(220);
});

test('a file without a whole fragment has nothing to play', async () => {
  expect(await wholeFragments(new Blob(HEAD))).toBe(0);
  expect(await wholeFragments(new Blob([...HEAD, FRAGMENT[0]!, new Uint8Array(3)]))).toBe(0);
  expect(await wholeFragments(new Blob())).toBe(0);
});
