import { expect, it } from 'vitest';
import { shortcutOf, type KeyPress } from './shortcuts.ts';

function press(key: string, changes: Partial<KeyPress> = {}): KeyPress {
  const none = { ctrlKey: false, metaKey: false, altKey: false };
  return { key, ...none, repeat: false, defaultPrevented: false, ...changes };
}

it('knows its keys in either case', () => {
  expect(shortcutOf(press('c'), false)).toBe('c');
  expect(shortcutOf(press('R'), false)).toBe('r');
  expect(shortcutOf(press('?'), false)).toBe('?');
  expect(shortcutOf(press('x'), false)).toBeUndefined();
  expect(shortcutOf(press('toString'), false)).toBeUndefined();
});

it('ignores keys meant for something else', () => {
  expect(shortcutOf(press('c'), true)).toBeUndefined();
  expect(shortcutOf(press('c', { ctrlKey: true }), false)).toBeUndefined();
  expect(shortcutOf(press('r', { metaKey: true }), false)).toBeUndefined();
  expect(shortcutOf(press('s', { repeat: true }), false)).toBeUndefined();
  expect(shortcutOf(press('s', { defaultPrevented: true }), false)).toBeUndefined();
});
