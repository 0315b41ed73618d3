import { expect, test, vi } from 'vitest';
import { fakeLater } from '../../fake-later.ts';
import { LearnRoom } from './learn-room.svelte.ts';

const KNOWN = { seenOfFrame: 1, generatorShare: 0 };
const PARTLY = { seenOfFrame: 0.83, seenOfHole: 0.4, generatorShare: 1 };

function room() {
  const { later, pass } = fakeLater();
  const look = vi.fn();
  return { learn: new LearnRoom({ later, look }), look, pass };
}

test('a countdown of three, then the engine looks for two seconds', () => {
  const { learn, look, pass } = room();
  learn.start('camera');
  for (const count of [3, 2, 1]) {
    expect(learn.learning).toEqual({ phase: 'countdown', count });
    expect(learn.sentence).toContain('Step out of the picture:');
    expect(look).not.toHaveBeenCalled();
    pass(1000);
  }
  expect(look).toHaveBeenCalledExactlyOnceWith(2000);
  pass(1000);
  expect(learn.learning).toEqual({ phase: 'looking', share: 0.5 });
});

test('the first report after the look is the result, which disappears by itself', () => {
  const { learn, pass } = room();
  learn.start('camera');
  pass(4500);
  learn.hear(KNOWN); // too early
  expect(learn.learning.phase).toBe('looking');
  pass(500);
  expect(learn.isRunning).toBe(true);
  learn.hear(KNOWN);
  expect(learn.sentence).toBe('The room is known: come back in.');
  expect(learn.isRunning).toBe(false);
  learn.hear(PARTLY); // not about this look
  expect(learn.sentence).toBe('The room is known: come back in.');
  pass(7000);
  expect(learn.learning.phase).toBe('idle');
  expect(learn.sentence).toBeUndefined();
});

test('the result says if somebody stayed in the picture', () => {
  const { learn, pass } = room();
  learn.start('camera');
  pass(5000);
  learn.hear(PARTLY);
  expect(learn.sentence).toContain('Somebody was still in the picture');
  expect(learn.learning).toMatchObject({ phase: 'told', seen: 0.83 });
});

test('with a film, nobody is asked to step out', () => {
  const { learn } = room();
  learn.start('demo');
  expect(learn.sentence).not.toContain('Step out');
});

test('without pictures there is no result, and the page says so', () => {
  const { learn, pass } = room();
  learn.start('camera');
  pass(5000);
  learn.hear(undefined);
  expect(learn.learning.phase).toBe('looking');
  pass(3000);
  expect(learn.sentence).toContain('No pictures came');
});

test('a cancelled countdown has no effect', () => {
  const { learn, look, pass } = room();
  learn.start('camera');
  pass(1500);
  learn.cancel();
  pass(60_000);
  expect(learn.learning.phase).toBe('idle');
  expect(look).not.toHaveBeenCalled();
});

test('cancelling while the engine looks stops it', () => {
  const { learn, look, pass } = room();
  learn.start('camera');
  pass(3500);
  learn.cancel();
  expect(look).toHaveBeenLastCalledWith(0);
  pass(60_000);
  expect(learn.learning.phase).toBe('idle');
});

test('starting again restarts the countdown', () => {
  const { learn, look, pass } = room();
  learn.start('camera');
  pass(2500);
  learn.start('camera');
  expect(learn.learning).toEqual({ phase: 'countdown', count: 3 });
  pass(2500);
  expect(look).not.toHaveBeenCalled();
});
