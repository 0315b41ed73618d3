import { expect, test, vi } from 'vitest';
import { fakeLater } from '../../fake-later.ts';
import { Hiding } from './hiding.ts';

function hiding() {
  const can = { choose: true, point: true };
  const tell = vi.fn<(sentence: string, back: () => void) => void>();
  const state = new Hiding({
    choose: vi.fn(),
    point: vi.fn(),
    can: () => can,
    show: vi.fn(),
    tell,
    readPreferences: () => ({}),
    keepPreferences: vi.fn(),
    later: fakeLater().later,
  });
  const underWay = () =>
    [
      state.people.isChoosing && 'people',
      state.things.isPointing && 'things',
      state.zones.isEditing && 'zones',
    ].filter(Boolean);
  state.zones.open({ kind: 'camera', title: 'the camera' });
  return { state, can, tell, underWay };
}

test('only one of people, things and zones is edited at a time', () => {
  const { state, underWay } = hiding();
  expect(state.isUnderWay).toBe(false);
  state.editZones();
  expect(underWay()).toEqual(['zones']);
  state.toggleChoosing();
  expect(underWay()).toEqual(['people']);
  state.togglePointing();
  expect(underWay()).toEqual(['things']);
  state.editZones();
  expect(underWay()).toEqual(['zones']);
  expect(state.isUnderWay).toBe(true);
  state.close();
  expect(underWay()).toEqual([]);
});

test('an editor can always be closed, and opens only where it can be used', () => {
  const { state, can, underWay } = hiding();
  state.toggleChoosing();
  can.choose = false;
  state.toggleChoosing();
  expect(underWay()).toEqual([]);
  state.editZones();
  state.toggleChoosing();
  expect(underWay()).toEqual(['zones']);
  state.togglePointing();
  can.point = false;
  state.endImpossible();
  expect(underWay()).toEqual([]);
});

test('cleared zones can be brought back, and clearing none says nothing', () => {
  const { state, tell } = hiding();
  state.clearZones();
  expect(tell).not.toHaveBeenCalled();
  state.zones.add({ kind: 'stroke', places: [[0.1, 0.5]], radius: 0.05 });
  state.clearZones();
  expect(state.zones.zones).toEqual([]);
  const [sentence, back] = tell.mock.lastCall!;
  expect(sentence).toMatch(/zones/i);
  back();
  expect(state.zones.zones).toHaveLength(1);
});
