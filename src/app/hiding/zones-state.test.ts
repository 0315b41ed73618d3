// The page's zones: drawn, undone, stored for what they were drawn on.
import { expect, test, vi } from 'vitest';
import type { Zone } from '../../cloak/zones.ts';
import { fakeLater } from '../../fake-later.ts';
import { pageInUse } from '../session/fake-page.ts';
import type { Preferences } from '../session/preferences.ts';
import { ZonesState } from './zones-state.svelte.ts';

const DOOR: Zone = { kind: 'stroke', places: [[0.1, 0.5]], radius: 0.05 };
const BED: Zone = { ...DOOR, places: [[0.8, 0.8]] };
const CAMERA = { kind: 'camera', title: 'the camera', deviceId: 'desk' } as const;

function open() {
  let kept: Partial<Preferences> = {};
  const show = vi.fn<(zones: readonly Zone[]) => void>();
  const { later, pass } = fakeLater();
  const create = () =>
    new ZonesState({
      show,
      later,
      readPreferences: () => kept,
      keepPreferences: (changes) => void (kept = { ...kept, ...changes }),
    });
  return { create, show, pass, kept: () => kept.zones };
}

test('drawn zones show at once, and can be undone one by one', () => {
  const { create, show } = open();
  const zones = create();
  zones.open(CAMERA);
  zones.add(DOOR);
  zones.add(BED);
  expect(show).toHaveBeenLastCalledWith([DOOR, BED]);
  zones.clear();
  expect(zones.zones).toEqual([]);
  zones.undo();
  expect(show).toHaveBeenLastCalledWith([DOOR, BED]);
  zones.undo();
  expect(zones.zones).toEqual([DOOR]);
  zones.undo();
  expect(zones.canUndo).toBe(false);
});

test('zones are stored for each camera and film', () => {
  const { create, kept } = open();
  const zones = create();
  zones.open(CAMERA);
  zones.add(DOOR);
  zones.close();
  zones.open({ kind: 'file', title: '“film.mp4”' });
  expect(zones.zones).toEqual([]);
  zones.add(BED);
  const later = create();
  later.open(CAMERA);
  expect(later.zones).toEqual([DOOR]);
  later.undo(); // stored zones can be undone too
  expect(later.zones).toEqual([]);
  expect(Object.values(kept()!)).toEqual([[BED]]);
  for (let i = 0; i < 20; i++) {
    later.open({ ...CAMERA, deviceId: String(i) });
    later.add(DOOR);
  }
  expect(Object.keys(kept()!)).toHaveLength(8);
});

test('zones that moved with the camera are stored at their new place', () => {
  const { create, show, pass, kept } = open();
  const zones = create();
  zones.open(CAMERA);
  zones.add(DOOR);
  show.mockClear();
  expect(zones.hear([BED])).toBe(true);
  expect(zones.zones).toEqual([BED]);
  expect(show).not.toHaveBeenCalled(); // the engine has them already
  pass(2000);
  expect(Object.values(kept()!)).toEqual([[BED]]);
  zones.add(DOOR);
  expect(zones.hear([BED])).toBe(false); // sent before the second zone was drawn
  expect(zones.zones).toEqual([BED, DOOR]);
});

test('the engine gets a source’s zones before its first frame, and drawing ends with the source', async () => {
  const zones = { 'camera the camera': [DOOR] };
  const { state, engine, opened, say } = await pageInUse({ readPreferences: () => ({ zones }) });
  expect(engine.set).toHaveBeenLastCalledWith(expect.objectContaining({ zones: [DOOR] }));
  expect(engine.set.mock.invocationCallOrder.at(-1)!).toBeLessThan(
    opened[0]!.feed.mock.invocationCallOrder[0]!,
  );
  state.hiding.zones.edit();
  say({ kind: 'zones', zones: [BED] });
  state.set({ view: 'mask' });
  expect(engine.set).toHaveBeenLastCalledWith(expect.objectContaining({ zones: [BED] }));
  state.sources.stop();
  expect(state.hiding.zones.isEditing).toBe(false);
  await state.sources.playDemo();
  expect(engine.set).toHaveBeenLastCalledWith(expect.objectContaining({ zones: [] }));
});
