import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Clip } from '../../recording/clip.ts';
import type { Recorder } from '../../recording/recorder.ts';
import { fakeLater } from '../../fake-later.ts';
import type { Preferences } from '../session/preferences.ts';
import { ClipsState } from './clips-state.svelte.ts';

const CLIP: Clip = {
  id: '1',
  name: 'One',
  kind: 'recording',
  madeAt: 0,
  type: 'video/mp4',
  isFinished: true,
  bytes: 1,
  duration: 1,
};

beforeEach(() => {
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:one');
  vi.spyOn(URL, 'revokeObjectURL').mockReturnValue();
});
afterEach(() => void vi.restoreAllMocks());

/** A recorder that keeps clips in memory. @param refuses to delete */
function begun({ clips = [CLIP], refuses = false } = {}) {
  let kept = [...clips];
  let preferences: Partial<Preferences> = {};
  const { later, pass } = fakeLater();
  const ask = (what: string, given?: string) => {
    if (what === 'remove') {
      if (refuses) return Promise.reject(new Error('it is in use'));
      kept = kept.filter(({ id }) => id !== given);
    }
    if (what === 'recover') return Promise.resolve([]);
    return Promise.resolve(what === 'open' ? new File(['a'], 'one') : [...kept]);
  };
  const visit = () =>
    new ClipsState(() => ({ ask }) as unknown as Recorder, {
      later,
      readPreferences: () => preferences,
      keepPreferences: (changes) => (preferences = { ...preferences, ...changes }),
    });
  const settled = async (milliseconds: number) => {
    pass(milliseconds);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { visit, settled, kept: () => kept.map(({ id }) => id) };
}

test('a clip is deleted a few seconds after the user removes it', async () => {
  const { visit, settled, kept } = begun();
  const clips = visit();
  await clips.open();
  await clips.remove();
  expect([clips.clips, clips.canUndo, kept()]).toEqual([[], true, ['1']]);
  expect(clips.sentence).toContain('“One” was deleted.');
  await settled(9000);
  expect([clips.clips, clips.canUndo, kept()]).toEqual([[], false, []]);
  expect(clips.sentence).toBeUndefined();
});

test('until it is deleted, the clip can be restored', async () => {
  const { visit, settled, kept } = begun();
  const clips = visit();
  await clips.open();
  await clips.remove();
  clips.undo();
  await settled(60_000);
  expect([clips.chosen, clips.canUndo, kept()]).toEqual([CLIP, false, ['1']]);
});

test('if the page closes before that, the clip is deleted at the next visit', async () => {
  const { visit, kept } = begun({ clips: [CLIP, { ...CLIP, id: '2', name: 'Two' }] });
  const clips = visit();
  await clips.open('1');
  await clips.remove();
  const next = visit();
  await next.begin();
  expect([next.clips.map(({ id }) => id), kept()]).toEqual([['2'], ['2']]);
});

test('a clip that cannot be deleted returns to the list, with the reason', async () => {
  const { visit, settled } = begun({ refuses: true });
  const clips = visit();
  await clips.open();
  await clips.remove();
  await settled(9000);
  expect(clips.clips).toEqual([CLIP]);
  expect(clips.sentence).toContain('it is in use');
});
