import { expect, test } from 'vitest';
import { fakeLater } from '../../fake-later.ts';
import { PassingNotice } from './passing-notice.svelte.ts';

test('a sentence goes by itself', () => {
  const { later, pass } = fakeLater();
  const notice = new PassingNotice(later);
  notice.show('The camera moved.');
  pass(5000);
  expect(notice.sentence).toBe('The camera moved.');
  pass(5000);
  expect(notice.sentence).toBeUndefined();
});

test('the next sentence has its own time', () => {
  const { later, pass } = fakeLater();
  const notice = new PassingNotice(later);
  notice.show('The camera moved.');
  pass(5000);
  notice.show('The camera moved again.');
  pass(5000);
  expect(notice.sentence).toBe('The camera moved again.');
});
