import { expect, test, vi } from 'vitest';
import { FRAME, GUIDED, pipelineFor, REMEMBERING } from './test-pipeline.ts';

vi.mock('../frame/frame-pixels.ts', () => ({ readPixels: () => Promise.resolve() }));
vi.mock('../frame/small-picture.ts', async (original) => {
  const { roomPicture } = await import('../frame/test-room.ts');
  return { ...(await original<object>()), createReducer: () => () => roomPicture() };
});

test.each([
  ['the room is not remembered', { ...REMEMBERING, remember: false }],
  ['the cloak is off', { ...REMEMBERING, cloak: false }],
  ['the shutter is closed', { ...REMEMBERING, shutter: true }],
])('a picture of the room is refused while %s', async (_, settings) => {
  const { pipeline } = pipelineFor(GUIDED);
  await pipeline.run(FRAME, REMEMBERING);
  await pipeline.run(FRAME, settings);
  const bringing = pipeline.room.bring({} as OffscreenCanvas);
  await expect(bringing).rejects.toThrow('can be brought while the room is remembered');
});
