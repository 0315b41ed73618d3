// Which stages run for which variant, on passes that only record their calls.
import { expect, test, vi } from 'vitest';
import { WHOLE } from '../frame/geometry.ts';
import type { View } from './settings.ts';
import { CLASSIC, FRAME, frameOf, GUIDED, pipelineFor, SETTINGS } from './test-pipeline.ts';
import type { Zone } from './zones.ts';

vi.mock('../frame/frame-pixels.ts', () => ({ readPixels: () => Promise.resolve() }));
vi.mock('../frame/small-picture.ts', async (original) => {
  const { roomPicture } = await import('../frame/test-room.ts');
  return { ...(await original<object>()), createReducer: () => () => roomPicture() };
});

test('a guided variant gets the crop around the person', async () => {
  const { passes, segmenter, pipeline } = pipelineFor(GUIDED);
  await pipeline.run(FRAME, SETTINGS);
  expect(segmenter.run).toHaveBeenCalledOnce();
  const stages = ['segment', 'upload', 'hole', 'prefill', 'generate', 'compose'];
  expect(Object.keys(pipeline.times)).toEqual(stages);
  const [crop] = passes.cut.mock.calls[0]!;
  expect(crop.width).toBeLessThan(1);
  const [fill] = passes.held;
  expect(fill?.crop).toBe(crop);
  expect(passes.compose).toHaveBeenLastCalledWith(SETTINGS, fill);
});

test('a variant that finds the person itself gets the whole frame, and no segmenter runs', async () => {
  const { passes, pipeline } = pipelineFor(CLASSIC, { withSegmenter: false });
  await pipeline.run(FRAME, SETTINGS);
  expect(Object.keys(pipeline.times)).toEqual(['upload', 'cut', 'generate', 'compose']);
  expect(passes.cut).toHaveBeenCalledWith(WHOLE);
  expect(passes.hole).not.toHaveBeenCalled();
  expect(passes.compose).toHaveBeenLastCalledWith(SETTINGS, [...passes.held][0]);
});

test('if the segmenter finds nobody, nothing is generated', async () => {
  const guided = pipelineFor({ ...GUIDED, givesMatte: true }, { person: false });
  await guided.pipeline.run(FRAME, SETTINGS);
  expect(guided.passes.generate).not.toHaveBeenCalled();
  const asItIs = { ...SETTINGS, cloak: false };
  expect(guided.passes.compose).toHaveBeenLastCalledWith(asItIs, undefined);
});

test.each([
  [GUIDED, 0],
  [{ ...GUIDED, givesMatte: true }, 1],
  [CLASSIC, 1],
])('the mask view runs the generator for its matte only', async (way, runs) => {
  const { passes, pipeline } = pipelineFor(way);
  await pipeline.run(FRAME, { ...SETTINGS, view: 'mask' });
  expect(passes.generate).toHaveBeenCalledTimes(runs);
});

test.each<View>(['cloaked', 'split', 'mask'])(
  'with the cloak off, nothing runs: %s',
  async (view) => {
    const { passes, pipeline } = pipelineFor(CLASSIC);
    await pipeline.run(FRAME, { ...SETTINGS, view, cloak: false });
    expect(passes.generate).not.toHaveBeenCalled();
    expect(passes.compose).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ view, cloak: false }),
    );
  },
);

test.each([true, false])('the setting decides whether the fill is refined: %s', async (refine) => {
  const { passes, pipeline } = pipelineFor(GUIDED);
  await pipeline.run(FRAME, { ...SETTINGS, refine });
  expect(passes.generate).toHaveBeenCalledExactlyOnceWith(expect.anything(), refine, true);
});

test.each([GUIDED, CLASSIC])('a frame’s fill is kept until the next one', async (way) => {
  const { passes, pipeline } = pipelineFor(way);
  await pipeline.run(FRAME, SETTINGS);
  const [first] = passes.held;
  await pipeline.run(FRAME, SETTINGS);
  expect(passes.held.size).toBe(1);
  expect(passes.held).not.toContain(first);
  pipeline.redraw(() => {});
  expect(passes.compose).toHaveBeenLastCalledWith(SETTINGS, [...passes.held][0]);
  await pipeline.run(FRAME, { ...SETTINGS, cloak: false });
  expect(passes.held.size).toBe(0);
});

test('a crop is not kept for frames of a different size', async () => {
  const { passes, pipeline } = pipelineFor(GUIDED);
  const everywhere = { data: new Uint8Array(100).fill(255), width: 10, height: 10 };
  const most = { data: new Uint8Array(100).fill(255, 30), width: 10, height: 10 };
  await pipeline.run(frameOf(64, 48), SETTINGS, everywhere);
  await pipeline.run(FRAME, SETTINGS, most);
  await pipeline.run(FRAME, SETTINGS, most);
  const [warmUp, first, second] = passes.cut.mock.calls.map(([crop]) => crop);
  expect(first).not.toBe(warmUp);
  expect(second).toBe(first);
});

test('a frame that is not plain is not shown', async () => {
  const { passes, pipeline } = pipelineFor(GUIDED);
  const stretched = { ...FRAME, visibleRect: { width: 1280, height: 720 } } as VideoFrame;
  await expect(pipeline.run(stretched, SETTINGS)).rejects.toThrow('not plain');
  expect(passes.compose).not.toHaveBeenCalled();
});

const ZONE: Zone = { kind: 'stroke', places: [[0.1, 0.1]], radius: 0.05 };

test('frame by frame, zones belong to the hole like people, even if nobody is there', async () => {
  const { passes, pipeline } = pipelineFor(GUIDED, { person: false });
  await pipeline.run(FRAME, { ...SETTINGS, zones: [ZONE] });
  const [, , hide] = passes.hole.mock.calls[0]!;
  const { data, width } = hide!;
  expect(data[2 * (12 * width + 16)]).toBe(255);
  expect(data[2 * (100 * width + 100)]).toBe(0);
  const [crop] = passes.cut.mock.calls[0]!;
  expect(crop.x).toBeLessThan(0.05);
  expect(passes.compose).toHaveBeenLastCalledWith(
    expect.objectContaining({ cloak: true }),
    [...passes.held][0],
  );
});

test('for a variant that finds the person itself, zones are covered with a plain colour', async () => {
  const { passes, pipeline } = pipelineFor(CLASSIC);
  const settings = { ...SETTINGS, zones: [ZONE] };
  await pipeline.run(FRAME, settings);
  expect(passes.hole).toHaveBeenCalledOnce();
  expect(passes.compose).toHaveBeenLastCalledWith(settings, [...passes.held][0], true);
  await pipeline.run(FRAME, SETTINGS);
  expect(passes.compose).toHaveBeenLastCalledWith(SETTINGS, [...passes.held][0]);
});
