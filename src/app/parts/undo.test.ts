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

test('what is taken back in time is not gone', () => {
  const { undo, pass, told, offer } = begun();
  offer('clip');
  pass(5000);
  expect(undo.isOffered).toBe(true);
  undo.takeBack();
  pass(60_000);
  expect(told).toEqual(['clip back']);
  expect(undo.isOffered).toBe(false);
});

test('after some seconds it is gone for good, once', () => {
  const { undo, pass, told, offer } = begun();
  offer('clip');
  pass(10_000);
  expect(undo.isOffered).toBe(false);
  undo.takeBack();
  undo.settle();
  expect(told).toEqual(['clip gone']);
});

test('the next one settles the one before, with its own time', () => {
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
