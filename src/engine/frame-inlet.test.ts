import { expect, test, vi } from 'vitest';
import { createFrameInlet } from './frame-inlet.ts';

const frame = () => ({ close: vi.fn() }) as unknown as VideoFrame;
/** An inlet that shows frames unchanged. */
function inletFor(show: (frame: VideoFrame) => Promise<void>, onProblem = vi.fn()) {
  const prepare = vi.fn((given: VideoFrame) => given);
  const drop = (given: VideoFrame) => given.close();
  const showFilm = vi.fn();
  const inlet = createFrameInlet({ prepare, show, drop, showFilm, onProblem });
  return { inlet, prepare, showFilm };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

function stream() {
  const { readable, writable } = new TransformStream<VideoFrame, VideoFrame>(undefined, {
    highWaterMark: 10,
  });
  return { readable, writer: writable.getWriter() };
}

test('a stream’s frames are shown one after the other', async () => {
  const ends: (() => void)[] = [];
  const show = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
  const { inlet } = inletFor(show);
  const { readable, writer } = stream();
  const done = inlet.follow(readable);
  void writer.write(frame());
  void writer.write(frame());
  void writer.close();
  await settled();
  expect(show).toHaveBeenCalledOnce();
  ends.shift()?.();
  await settled();
  expect(show).toHaveBeenCalledTimes(2);
  ends.shift()?.();
  await done;
});

test('a new stream replaces the previous one, whose frames are no longer shown', async () => {
  const show = vi.fn(() => Promise.resolve());
  const { inlet } = inletFor(show);
  const [one, other] = [stream(), stream()];
  void inlet.follow(one.readable);
  await settled();
  void inlet.follow(other.readable);
  await settled();
  await expect(one.writer.write(frame())).rejects.toBeUndefined();
  const shown = frame();
  await other.writer.write(shown);
  await settled();
  expect(show.mock.calls).toEqual([[shown]]);
});

test('an error that ends a stream is reported', async () => {
  const onProblem = vi.fn();
  const { inlet } = inletFor(() => Promise.resolve(), onProblem);
  const { readable, writer } = stream();
  const done = inlet.follow(readable);
  void writer.abort(new Error('The camera is gone.')).catch(() => {});
  await done;
  expect(onProblem).toHaveBeenCalledExactlyOnceWith(new Error('The camera is gone.'));
});

test('only the next frame is prepared while one is shown', async () => {
  const ends: (() => void)[] = [];
  const show = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
  const { inlet, prepare } = inletFor(show);
  const { readable, writer } = stream();
  void inlet.follow(readable);
  const [first, second] = [frame(), frame()];
  for (const given of [first, second, frame()]) void writer.write(given);
  await settled();
  expect(show.mock.calls).toEqual([[first]]);
  expect(prepare.mock.calls).toEqual([[first], [second]]);
  ends.shift()?.();
  await settled();
  expect(show).toHaveBeenLastCalledWith(second);
  expect(prepare).toHaveBeenCalledTimes(3);
});

test('a prepared frame is closed when the source changes', async () => {
  let end = () => {};
  const show = vi.fn(() => new Promise<void>((resolve) => (end = resolve)));
  const { inlet } = inletFor(show);
  const { readable, writer } = stream();
  const done = inlet.follow(readable);
  const [first, second] = [frame(), frame()];
  void writer.write(first);
  void writer.write(second);
  await settled();
  await inlet.leave();
  end();
  await done;
  expect(second.close).toHaveBeenCalledOnce();
  expect(show.mock.calls).toEqual([[first]]);
});

test('a stream that breaks while a frame is shown is reported once', async () => {
  const onProblem = vi.fn();
  let end = () => {};
  const { inlet } = inletFor(() => new Promise<void>((resolve) => (end = resolve)), onProblem);
  const { readable, writer } = stream();
  const done = inlet.follow(readable);
  void writer.write(frame());
  await settled();
  void writer.abort(new Error('The camera is gone.')).catch(() => {});
  await settled();
  end();
  await done;
  expect(onProblem).toHaveBeenCalledExactlyOnceWith(new Error('The camera is gone.'));
});

test('a film’s frames are shown until the source changes', async () => {
  const { inlet, showFilm } = inletFor(vi.fn());
  const { port1, port2 } = new MessageChannel();
  await inlet.followFilm(port2);
  port1.postMessage({ frame: 'a frame', wanted: true });
  await vi.waitFor(() => expect(showFilm).toHaveBeenCalledOnce());
  expect(showFilm).toHaveBeenCalledWith(
    expect.objectContaining({ frame: 'a frame', wanted: true }),
  );
  await inlet.leave();
  port1.postMessage({ frame: 'another', wanted: true });
  await settled();
  expect(showFilm).toHaveBeenCalledOnce();
  port1.close();
});
