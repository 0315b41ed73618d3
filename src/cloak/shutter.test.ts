// What the pipeline does while the shutter is closed.
import { expect, test, vi } from 'vitest';
import { CLASSIC, FRAME, frameOf, GUIDED, pipelineFor, REMEMBERING } from './test-pipeline.ts';

vi.mock('../frame/frame-pixels.ts', () => ({ readPixels: () => Promise.resolve() }));
vi.mock('../frame/small-picture.ts', async (original) => {
  const { roomPicture } = await import('../frame/test-room.ts');
  return { ...(await original<object>()), createReducer: () => () => roomPicture() };
});

const ROOM_ALONE = { view: 'plate', split: 0, cloak: true };

test('while the shutter is closed, no frame is used and the room is shown', async () => {
  const { passes, segmenter, pipeline } = pipelineFor(GUIDED);
  await pipeline.run(FRAME, REMEMBERING);
  passes.begin.mockClear();
  passes.plate.reveal.mockClear();
  segmenter.run.mockClear();
  await pipeline.run(FRAME, { ...REMEMBERING, cloak: false, view: 'split', shutter: true });
  pipeline.redraw(() => {});
  expect(pipeline.shutter).toBe('room');
  expect(passes.begin).not.toHaveBeenCalled();
  expect(segmenter.run).not.toHaveBeenCalled();
  expect(passes.plate.reveal.mock.calls).toEqual([[ROOM_ALONE], [ROOM_ALONE]]);
  await pipeline.run(FRAME, REMEMBERING);
  expect(pipeline.shutter).toBeUndefined();
  expect(passes.plate.reveal).toHaveBeenLastCalledWith(REMEMBERING);
});

test('a frame in progress when the shutter closes is not shown', async () => {
  const { passes, pipeline } = pipelineFor(GUIDED);
  await pipeline.run(FRAME, REMEMBERING);
  passes.plate.reveal.mockClear();
  const underWay = pipeline.run(FRAME, REMEMBERING);
  void pipeline.shut();
  expect(passes.plate.reveal.mock.calls).toEqual([[ROOM_ALONE]]); // at once
  await underWay;
  pipeline.redraw(() => {});
  for (const [look] of passes.plate.reveal.mock.calls) expect(look).toEqual(ROOM_ALONE);
});

test('closing the shutter resolves once it has been drawn', async () => {
  const { passes, pipeline } = pipelineFor(GUIDED);
  await pipeline.run(FRAME, REMEMBERING);
  let draw = () => {};
  vi.spyOn(passes, 'finished').mockReturnValueOnce(
    new Promise<void>((resolve) => (draw = resolve)),
  );
  const done = vi.fn();
  const closing = pipeline.shut().then(done);
  await Promise.resolve();
  expect(done).not.toHaveBeenCalled();
  draw();
  await closing;
});

test.each([
  ['the room is not remembered', GUIDED, { ...REMEMBERING, remember: false }],
  ['the variant knows no room', CLASSIC, REMEMBERING],
])('where %s, a closed shutter shows one plain colour', async (_why, way, settings) => {
  const { passes, pipeline } = pipelineFor(way);
  await pipeline.run(FRAME, settings);
  passes.compose.mockClear();
  await pipeline.run(FRAME, { ...settings, shutter: true });
  expect(pipeline.shutter).toBe('plain');
  expect(passes.cover).toHaveBeenCalledWith();
  expect(passes.compose).not.toHaveBeenCalled();
  expect(passes.plate.reveal).not.toHaveBeenCalled();
});

test('the closed shutter shows nothing of a previous source or size', async () => {
  const { passes, pipeline } = pipelineFor(GUIDED);
  void pipeline.shut(); // before any frame
  expect(pipeline.shutter).toBe('plain');
  await pipeline.run(FRAME, REMEMBERING);
  passes.plate.reveal.mockClear();
  pipeline.forget();
  void pipeline.shut();
  await pipeline.run(frameOf(320, 240), { ...REMEMBERING, shutter: true });
  expect(passes.cover).toHaveBeenCalledWith({ width: 320, height: 240 });
  expect(pipeline.shutter).toBe('plain');
  expect(passes.plate.reveal).not.toHaveBeenCalled();
});
