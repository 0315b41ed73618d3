import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Clip } from '../../recording/clip.ts';
import type { Recorder } from '../../recording/recorder.ts';
import { ClipsState } from './clips-state.svelte.ts';

const CLIP: Clip = {
  ...{ id: '1', name: 'One', kind: 'recording', madeAt: 0, type: 'video/mp4' },
  ...{ isFinished: true, bytes: 1, duration: 1 },
};

beforeEach(() => {
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:one');
  vi.spyOn(URL, 'revokeObjectURL').mockReturnValue();
});
afterEach(() => void vi.restoreAllMocks());

test('a clip that cannot be deleted stays in front of the person, with the reason', async () => {
  const answers: Record<string, unknown> = { list: [CLIP], open: new File(['a'], 'one') };
  const ask = (what: string) =>
    what in answers ? Promise.resolve(answers[what]) : Promise.reject(new Error('it is in use'));
  const clips = new ClipsState(() => ({ ask }) as unknown as Recorder);
  await clips.open();
  await clips.remove();
  expect(clips.chosen).toEqual(CLIP);
  expect(clips.url).toBe('blob:one');
  expect(clips.sentence).toContain('it is in use');
});
