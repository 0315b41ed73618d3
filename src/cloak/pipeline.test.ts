// Which stages run for which variant, on passes that only record their calls.
import { expect, test, vi } from 'vitest';
import type { Network } from '../models/network.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { WHOLE } from '../frame/geometry.ts';
import { createPipeline } from './pipeline.ts';
import { DEFAULT_SETTINGS, type Settings, type View } from './settings.ts';
import { fakePasses } from './test-fills.ts';
import type { Way } from '../models/way.ts';
import type { Zone } from './zones.ts';

vi.mock('../frame/frame-pixels.ts', () => ({ readPixels: () => Promise.resolve() }));
vi.mock('../frame/small-picture.ts', async (original) => {
  const { roomPicture } = await import('../frame/test-room.ts');
  return { ...(await original<object>()), createReducer: () => () => roomPicture() };
});

/** A plain frame without pixels. */
function frameOf(width: number, height: number): VideoFrame {
  const visibleRect = { width, height };
  return { displayWidth: width, displayHeight: height, visibleRect, colorSpace: {} } as VideoFrame;
}

const FRAME = frameOf(640, 480);
const SETTINGS: Settings = { ...DEFAULT_SETTINGS, remember: false };
const GUIDED: Way = { findsPerson: false, prefills: true, givesMatte: false };
const CLASSIC: Way = { findsPerson: true, prefills: false, givesMatte: true };

const NETWORK = { card: { input: { width: 256, height: 256 } } } as Network;

/** A mask with a person in a part of it, or with nobody. */
function maskOf(person: boolean): PersonMask {
  const data = new Uint8Array(100);
  if (person) data.fill(255, 44, 48);
  return { data, width: 10, height: 10 };
}

function pipelineFor(way: Way, { person = true, withSegmenter = true } = {}) {
  const passes = fakePasses();
  const segmenter = {
    run: vi.fn(() => Promise.resolve(maskOf(person))),
    isLost: false,
    dispose: vi.fn(),
  };
  const pipeline = createPipeline({
    canvas: { width: 640, height: 480 } as OffscreenCanvas,
    passes,
    generator: NETWORK,
    way,
    timeAll: true,
    segmenter: withSegmenter ? segmenter : undefined,
  });
  return { passes, segmenter, pipeline };
}

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

const ROOM_ALONE = { view: 'plate', split: 0, cloak: true };
const REMEMBERING: Settings = { ...DEFAULT_SETTINGS, texture: false };

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
