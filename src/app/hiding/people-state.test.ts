// How the page chooses who is kept, and what it says about it.
import { expect, test, vi } from 'vitest';
import type { Choice, SeenPerson } from '../../segmentation/choice.ts';
import { pageInUse } from '../session/fake-page.ts';
import { PeopleState } from './people-state.svelte.ts';
import { describeKept, describePerson, personAt } from './people-words.ts';

function somebody(id: number, left: number, changes: Partial<SeenPerson> = {}): SeenPerson {
  const right = left + 0.2;
  const outline = [left, 0.2, left, 0.9, right, 0.9, right, 0.2];
  return { ids: [id], isKept: false, isShown: false, outline, ...changes };
}

const [LEFT, RIGHT] = [somebody(3, 0.1), somebody(7, 0.7)];
const KEPT = { isKept: true, isShown: true };

function open(people: readonly SeenPerson[]) {
  const choose = vi.fn<(choice: Choice) => void>();
  const state = new PeopleState(choose);
  state.hear(people);
  state.begin();
  return { state, choose };
}

test('the arrow keys go through people from left to right and stop at the ends', () => {
  const { state } = open([LEFT, RIGHT]);
  expect(state.selected).toBeUndefined();
  state.move(1);
  expect(state.selected).toBe(LEFT);
  expect(state.said).toBe('Person 1 of 2, on the left, hidden');
  state.move(1);
  state.move(1);
  expect(state.selected).toBe(RIGHT);
  state.hear([LEFT]);
  expect(state.selected).toBeUndefined(); // gone
  state.move(-1);
  expect(state.selected).toBe(LEFT);
});

test('a choice reaches the engine by ids, so it does not matter if people have moved since', () => {
  const { state, choose } = open([LEFT, RIGHT]);
  state.toggle(LEFT);
  expect(choose).toHaveBeenLastCalledWith({ kind: 'keep', ids: [3] });
  state.toggle({ ...LEFT, ...KEPT });
  expect(choose).toHaveBeenLastCalledWith({ kind: 'hide', ids: [3] });
  state.hideOnly(RIGHT);
  expect(choose).toHaveBeenLastCalledWith({ kind: 'only', ids: [7] });
  state.hideEverybody();
  expect(choose).toHaveBeenLastCalledWith({ kind: 'everybody' });
});

test('the words for who is kept', () => {
  expect(describeKept([LEFT, RIGHT])).toBeUndefined();
  expect(describeKept([{ ...LEFT, ...KEPT }, RIGHT])).toBe('1 person is kept in the picture.');
  expect(describeKept([somebody(1, 0.4, { ids: [1, 2], ...KEPT })])).toBe(
    '2 people are kept in the picture.',
  );
  expect(describeKept([{ ...LEFT, isKept: true }])).toMatch(/^1 person is kept .* too near\.$/);
  const both = [LEFT, somebody(8, 0.4, { ids: [8, 9], isKept: true })];
  expect(describePerson(both[1]!, both)).toBe('People together 2 of 2, in the middle, kept');
});

test('a click selects the person whose outline contains it, otherwise whose box does', () => {
  const slanted = somebody(1, 0, { outline: [0.1, 0.1, 0.5, 0.9, 0.6, 0.9, 0.2, 0.1] });
  const small = somebody(2, 0.1, { outline: [0.5, 0.2, 0.5, 0.4, 0.6, 0.4, 0.6, 0.2] });
  expect(personAt([slanted, small], 0.35, 0.5)).toBe(slanted);
  expect(personAt([slanted, small], 0.55, 0.3)).toBe(small);
  expect(personAt([slanted, small], 0.15, 0.8)).toBe(slanted);
  expect(personAt([slanted, small], 0.9, 0.9)).toBeUndefined();
});

test('the status says who is kept; without the cloak or a source, nobody is', async () => {
  const { state, say } = await pageInUse();
  say({ kind: 'people', people: [{ ...LEFT, ...KEPT }] });
  expect(state.status.text).toBe('The cloak is on. 1 person is kept in the picture.');
  state.set({ cloak: false });
  expect(state.hiding.people.people).toEqual([]);
  state.set({ cloak: true });
  say({ kind: 'people', people: [{ ...LEFT, ...KEPT }] });
  state.hiding.toggleChoosing();
  state.sources.stop();
  expect([state.hiding.people.isAnyKept, state.hiding.people.isChoosing]).toEqual([false, false]);
});
