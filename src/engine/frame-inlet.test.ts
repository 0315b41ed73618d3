import { expect, test, vi } from 'vitest';
import { createFrameInlet } from './frame-inlet.ts';

const frame = () => ({ close: vi.fn() }) as unknown as VideoFrame;
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
  const inlet = createFrameInlet(show, vi.fn());
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

test('another stream takes the place of the one before, of which nothing more is shown', async () => {
  const show = vi.fn(() => Promise.resolve());
  const inlet = createFrameInlet(show, vi.fn());
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

test('what ends a stream too early is told', async () => {
  const onProblem = vi.fn();
  const inlet = createFrameInlet(() => Promise.resolve(), onProblem);
  const { readable, writer } = stream();
  const done = inlet.follow(readable);
  void writer.abort(new Error('The camera is gone.')).catch(() => {});
  await done;
  expect(onProblem).toHaveBeenCalledExactlyOnceWith(new Error('The camera is gone.'));
});

test('a film’s frames come until there is another source', async () => {
  const show = vi.fn(() => Promise.resolve());
  const inlet = createFrameInlet(show, vi.fn());
  const { port1, port2 } = new MessageChannel();
  await inlet.followFilm(port2);
  port1.postMessage({ frame: 'a frame', wanted: true });
  await vi.waitFor(() => expect(show).toHaveBeenCalledOnce());
  expect(show).toHaveBeenCalledWith('a frame', expect.objectContaining({ wanted: true }));
  await inlet.leave();
  port1.postMessage({ frame: 'another', wanted: true });
  await settled();
  expect(show).toHaveBeenCalledOnce();
  port1.close();
});
