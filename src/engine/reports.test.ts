import { expect, test, vi } from 'vitest';
import type { RemovedThing } from '../cloak/things/thing.ts';
import type { SeenPerson } from '../segmentation/choice.ts';
import type { FromEngine } from './messages.ts';
import { createReports } from './reports.ts';

function reporting() {
  let now = 0; // ms
  const said: FromEngine[] = [];
  const reports = createReports(
    (message) => said.push(message),
    () => now,
  );
  return { reports, said, pass: (milliseconds: number) => (now += milliseconds) };
}

const SOMEBODY = [{ id: 1 }] as unknown as SeenPerson[];
const thing = (id: number, isLost = false) => ({ id, isLost }) as RemovedThing;

test('a problem is reported once, and again after pictures were shown', () => {
  const { reports, said } = reporting();
  reports.problem(new Error('It broke.'), false);
  reports.problem(new Error('It broke.'), false);
  expect(said).toEqual([{ kind: 'problem', sentence: 'It broke.', fatal: false }]);
  reports.forgetProblem();
  reports.problem(new Error('It broke.'), true);
  expect(said).toHaveLength(2);
});

test('the shutter is reported when it changes', () => {
  const { reports, said } = reporting();
  reports.shutter(undefined); // as the page already knows
  reports.shutter('plain');
  reports.shutter('plain');
  reports.shutter('room');
  reports.shutter(undefined);
  expect(said).toEqual(['plain', 'room', undefined].map((shows) => ({ kind: 'shutter', shows })));
});

test('people are reported a few times a second, and once when they are gone', () => {
  const { reports, said, pass } = reporting();
  const look = vi.fn(() => SOMEBODY);
  reports.people(look);
  pass(99);
  reports.people(look);
  expect(look).toHaveBeenCalledOnce();
  pass(1);
  reports.people(() => []);
  reports.people(() => [], true);
  expect(said).toEqual([
    { kind: 'people', people: SOMEBODY },
    { kind: 'people', people: [] },
  ]);
});

test('things that only move are reported a few times a second, other changes at once', () => {
  const { reports, said, pass } = reporting();
  reports.things([]);
  expect(said).toEqual([]);
  reports.things([thing(1)]);
  reports.things([thing(1)]); // moved
  expect(said).toHaveLength(1);
  reports.things([thing(1, true)]);
  reports.things([thing(1, true), thing(2)]);
  expect(said).toHaveLength(3);
  pass(100);
  reports.things([thing(1, true), thing(2)]);
  reports.things([]);
  expect(said).toHaveLength(5);
});

test('high dynamic range is reported once per source', () => {
  const { reports, said } = reporting();
  reports.highRange(0);
  reports.highRange(0);
  reports.highRange(1);
  expect(said.map(({ kind }) => kind)).toEqual(['notice', 'notice']);
});
