// The adapters, each called as its own framework calls it. tests/e2e/package.spec.ts checks that their pictures are
// cloaked.
import type { VideoProcessorOptions } from 'livekit-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromEngine } from '../engine/messages.ts';
import {
  engines,
  FakeFrame,
  fakeTrack,
  READY,
  stubBrowser,
  type FakeEngine,
} from './fake-engine.ts';
import { createCloakEffect } from './jitsi.ts';
import { createCloakProcessor } from './livekit.ts';
import { createCloakStream } from './stream.ts';
import { createCloakVideoProcessor } from './twilio.ts';

vi.mock('../engine/lasting-engine.ts', async () => {
  const { createFakeEngine } = await import('./fake-engine.ts');
  return { createLastingEngine: createFakeEngine };
});

beforeEach(() => {
  engines.length = 0;
  stubBrowser();
});
afterEach(() => void vi.unstubAllGlobals());

const frame = () => new FakeFrame() as unknown as VideoFrame & FakeFrame;
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** Answers the engine's current frame as the worker does. */
async function answer({ pictures, say }: FakeEngine, picture: VideoFrame): Promise<void> {
  say({ kind: 'frame-done', drawn: { width: 640, height: 360 } });
  const writer = pictures!.getWriter();
  await writer.write(picture);
  writer.releaseLock();
}

test('LiveKit: init gives the processed track, which outlives the camera’s and ends with destroy', async () => {
  const processor = createCloakProcessor({ variant: 'guided' });
  const first = fakeTrack();
  const wanted = (track: MediaStreamTrack) => ({ kind: 'video', track }) as VideoProcessorOptions;
  const coming = processor.init(wanted(first));
  engines[0]!.say(READY);
  await coming;
  const { processedTrack } = processor;
  expect(processedTrack).toMatchObject({ readyState: 'live' });
  first.stop(); // as muting does
  first.dispatchEvent(new Event('ended'));
  expect(processedTrack).toMatchObject({ readyState: 'live' });
  await processor.restart(wanted(fakeTrack()));
  expect(processor.processedTrack).toBe(processedTrack);
  expect(engines).toHaveLength(1);
  await processor.destroy();
  expect(processedTrack).toMatchObject({ readyState: 'ended' });
  expect(processor.processedTrack).toBeUndefined();
});

test('LiveKit: if the cloak fails to start, init rejects and no track is left', async () => {
  const processor = createCloakProcessor();
  const coming = processor.init({ track: fakeTrack() } as unknown as VideoProcessorOptions);
  engines[0]!.say({ kind: 'problem', sentence: 'No.', code: 'not-loaded', fatal: true });
  await expect(coming).rejects.toMatchObject({ code: 'not-loaded' });
  expect(processor.processedTrack).toBeUndefined();
});

test('Jitsi: the stream exists at once, with the sound and without the camera', () => {
  const effect = createCloakEffect();
  expect(effect.isEnabled({ isVideoTrack: () => true, videoType: 'camera' })).toBe(true);
  expect(effect.isEnabled({ isVideoTrack: () => true, videoType: 'desktop' })).toBe(false);
  expect(effect.isEnabled({ isVideoTrack: () => false })).toBe(false);
  const [camera, sound] = [fakeTrack(), Object.assign(fakeTrack(), { kind: 'audio' })];
  const stream = effect.startEffect(new MediaStream([camera, sound]));
  expect(stream.getAudioTracks()).toEqual([sound]);
  expect(stream.getVideoTracks()).toEqual([effect.cloak!.track]);
  expect(stream.getVideoTracks()).not.toContain(camera);
  effect.stopEffect();
  expect(engines[0]!.engine.dispose).toHaveBeenCalledOnce();
  expect(camera.readyState).toBe('live');
});

test('Jitsi: a cloak that fails to start is reported, one that was stopped is not', async () => {
  const onProblem = vi.fn();
  const effect = createCloakEffect({ onProblem });
  effect.startEffect(new MediaStream([fakeTrack()]));
  effect.stopEffect();
  await settled();
  expect(onProblem).not.toHaveBeenCalled();
  effect.startEffect(new MediaStream([fakeTrack()]));
  engines[1]!.say({ kind: 'problem', sentence: 'No.', fatal: true });
  await settled();
  expect(onProblem).toHaveBeenCalledExactlyOnceWith('No.', true, expect.any(Error));
});

function canvas() {
  const drawing = { fillStyle: '', fillRect: vi.fn(), drawImage: vi.fn() };
  const output = { width: 640, height: 360, getContext: () => drawing };
  return { drawing, output: output as unknown as HTMLCanvasElement };
}

test('Twilio: the output is covered until the cloak is ready, then shows only cloaked pictures', async () => {
  const processor = createCloakVideoProcessor();
  const { drawing, output } = canvas();
  const input = {} as HTMLVideoElement;
  await processor.processFrame(input, output);
  expect(drawing.fillRect).toHaveBeenCalledExactlyOnceWith(0, 0, 640, 360);
  expect(drawing.drawImage).not.toHaveBeenCalled();
  engines[0]!.say(READY);
  await processor.ready;
  const processing = processor.processFrame(input, output);
  const picture = frame();
  await answer(engines[0]!, picture);
  await processing;
  expect(drawing.fillRect).toHaveBeenCalledOnce();
  expect(drawing.drawImage).toHaveBeenCalledExactlyOnceWith(picture, 0, 0, 640, 360);
  expect(picture.closed).toBe(true);
  const failing = processor.processFrame(input, output);
  engines[0]!.say({ kind: 'frame-done' }); // not drawn
  await failing;
  expect(drawing.drawImage).toHaveBeenCalledOnce();
});

test('Twilio: an engine that is replaced during a frame does not block', async () => {
  const processor = createCloakVideoProcessor();
  engines[0]!.say(READY);
  const processing = processor.processFrame({} as HTMLVideoElement, canvas().output);
  engines[0]!.say({ kind: 'restarting', sentence: 'It starts again.' });
  await processing;
});

test('stream: frames are closed until the cloak is ready; then each becomes a picture', async () => {
  const cloak = createCloakStream();
  const writer = cloak.stream.writable.getWriter();
  const reader = cloak.stream.readable.getReader();
  const early = frame();
  const reading = reader.read();
  await writer.write(early);
  expect(early.closed).toBe(true);
  engines[0]!.say(READY);
  await cloak.ready;
  const writing = writer.write(frame());
  await settled();
  const picture = frame();
  await answer(engines[0]!, picture);
  expect((await reading).value).toBe(picture);
  await writing;
  await writer.close();
  expect(engines[0]!.engine.dispose).toHaveBeenCalledOnce();
});

test('stream: a picture that arrives before the word of it does not end the wait for the next one', async () => {
  vi.useFakeTimers();
  try {
    const cloak = createCloakStream();
    const reader = cloak.stream.readable.getReader();
    const writer = cloak.stream.writable.getWriter();
    engines[0]!.say(READY);
    await cloak.ready;
    const done: FromEngine = { kind: 'frame-done', drawn: { width: 640, height: 360 } };
    const [first, second] = [frame(), frame()];
    const pictures = engines[0]!.pictures!.getWriter();
    const reading = [reader.read(), reader.read()];
    void writer.write(frame());
    await vi.advanceTimersByTimeAsync(0);
    await pictures.write(first); // through another port than its word
    engines[0]!.say(done);
    void writer.write(frame());
    await vi.advanceTimersByTimeAsync(1500); // a slow machine
    engines[0]!.say(done);
    await pictures.write(second);
    const read = await Promise.all(reading);
    expect(read.map(({ value }) => value)).toEqual([first, second]);
    expect(second.closed).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

test('stream: dispose ends both sides', async () => {
  const cloak = createCloakStream();
  const reader = cloak.stream.readable.getReader();
  cloak.dispose();
  expect((await reader.read()).done).toBe(true);
  await expect(cloak.ready).rejects.toMatchObject({ code: 'disposed' });
});
