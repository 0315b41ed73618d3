import { expect, test } from 'vitest';
import { fakeLater } from '../../fake-later.ts';
import { Undo } from './undo.svelte.ts';

function begun() {
  const { later, pass } = fakeLater();
  const undo = new Undo(later);
  const told: string[] = [];
  const offer = (name: string) =>
    undo.offer(
      () => told.push(`${name} back`),
      () => told.push(`${name} gone`),
    );
  return { undo, pass, told, offer };
}

test('what is undone in time is not removed', () => {
  const { undo, pass, told, offer } = begun();
  offer('clip');
  pass(5000);
  expect(undo.isOffered).toBe(true);
  undo.takeBack();
  pass(60_000);
  expect(told).toEqual(['clip back']);
  expect(undo.isOffered).toBe(false);
});

test('after a few seconds it is removed for good, once', () => {
  const { undo, pass, told, offer } = begun();
  offer('clip');
  pass(10_000);
  expect(undo.isOffered).toBe(false);
  undo.takeBack();
  undo.settle();
  expect(told).toEqual(['clip gone']);
});

test('the next removal settles the one before, and has its own time', () => {
  const { pass, told, offer } = begun();
  offer('first');
  pass(5000);
  offer('second');
  expect(told).toEqual(['first gone']);
  pass(5000);
  expect(told).toEqual(['first gone']);
  pass(5000);
  expect(told).toEqual(['first gone', 'second gone']);
});
