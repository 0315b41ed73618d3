import { expect, test } from 'vitest';
import { fakeLater } from '../../fake-later.ts';
import { PassingNotice } from './passing-notice.svelte.ts';

test('a notice disappears by itself', () => {
  const { later, pass } = fakeLater();
  const notice = new PassingNotice(later);
  notice.show('The camera moved.');
  pass(5000);
  expect(notice.sentence).toBe('The camera moved.');
  pass(5000);
  expect(notice.sentence).toBeUndefined();
});

test('the next notice has its own time', () => {
  const { later, pass } = fakeLater();
  const notice = new PassingNotice(later);
  notice.show('The camera moved.');
  pass(5000);
  notice.show('The camera moved again.');
  pass(5000);
  expect(notice.sentence).toBe('The camera moved again.');
});

test('while a notice shows, it offers to undo what it reports', () => {
  const { later, pass } = fakeLater();
  const notice = new PassingNotice(later);
  let taken = 0;
  notice.show('All zones are cleared.', () => taken++);
  expect(notice.undo.isOffered).toBe(true);
  notice.takeBack();
  expect([taken, notice.sentence, notice.undo.isOffered]).toEqual([1, undefined, false]);
  notice.show('All zones are cleared.', () => taken++);
  notice.show('The camera moved.');
  expect([notice.sentence, notice.undo.isOffered]).toEqual(['The camera moved.', false]);
  notice.show('All zones are cleared.', () => taken++);
  pass(10_000);
  expect([taken, notice.sentence, notice.undo.isOffered]).toEqual([1, undefined, false]);
});
