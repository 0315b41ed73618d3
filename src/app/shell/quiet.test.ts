import { expect, test } from 'vitest';
import { fakeLater } from '../../fake-later.ts';
import { Quiet } from './quiet.svelte.ts';

function attached(isHeld = () => false) {
  const { later, pass } = fakeLater();
  const target = new EventTarget();
  const quiet = new Quiet({ later, target, isHeld });
  const end = quiet.attach();
  const press = (type: string, pointerType: string) =>
    target.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), { pointerType }));
  return { quiet, pass, target, end, press };
}

test('the page turns quiet without input, and wakes at any input', () => {
  const { quiet, pass, target } = attached();
  pass(3900);
  target.dispatchEvent(new Event('pointermove'));
  pass(3900);
  expect(quiet.isQuiet).toBe(false);
  pass(200);
  expect(quiet.isQuiet).toBe(true);
  target.dispatchEvent(new Event('keydown'));
  expect(quiet.isQuiet).toBe(false);
});

test('controls in use keep it awake', () => {
  let isHeld = true;
  const { quiet, pass } = attached(() => isHeld);
  pass(20_000);
  expect(quiet.isQuiet).toBe(false);
  isHeld = false;
  pass(8000);
  expect(quiet.isQuiet).toBe(true);
});

test('a tap that wakes it presses nothing, a mouse click does', () => {
  const { pass, press, target } = attached();
  let clicks = 0;
  target.addEventListener('click', (event) => (clicks += event.defaultPrevented ? 0 : 1));
  pass(5000);
  press('pointerdown', 'touch');
  press('click', 'touch');
  expect(clicks).toBe(0);
  press('pointerdown', 'touch');
  press('click', 'touch');
  expect(clicks).toBe(1);
  pass(5000);
  press('pointerdown', 'mouse');
  press('click', 'mouse');
  expect(clicks).toBe(2);
});
