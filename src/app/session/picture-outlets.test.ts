import { expect, test, vi } from 'vitest';
import { PictureOutlets } from './picture-outlets.ts';

const engine = () => ({
  record: vi.fn(),
  endRecording: vi.fn(),
  output: vi.fn(),
  snapshot: vi.fn(),
});
const PICTURE = new Blob(['…']);

test('a snapshot arrives once the engine has made it', async () => {
  const asked = engine();
  const outlets = new PictureOutlets(() => asked);
  const taken = outlets.snapshot();
  expect(asked.snapshot).toHaveBeenCalledOnce();
  outlets.hear({ kind: 'snapshot', picture: PICTURE });
  expect(await taken).toBe(PICTURE);
});

test('a snapshot of a source that ended, or of an engine that broke, never arrives', async () => {
  const outlets = new PictureOutlets(engine);
  const onSnapshot = vi.fn();
  for (const end of [
    () => outlets.cancelSnapshot(),
    () => outlets.hear({ kind: 'restarting', sentence: '' }),
  ]) {
    void outlets.snapshot().then(onSnapshot);
    end();
    outlets.hear({ kind: 'snapshot', picture: PICTURE });
  }
  await Promise.resolve();
  expect(onSnapshot).not.toHaveBeenCalled();
});

test('recordings and streams reach the engine that is in use at the time', () => {
  const [first, second] = [engine(), engine()];
  let inUse: typeof first | undefined;
  const outlets = new PictureOutlets(() => inUse);
  const port = (name: string) => ({ name }) as unknown as MessagePort;
  const frames = {} as WritableStream<VideoFrame>;
  outlets.record(port('early'), false); // before the start: nobody takes it
  inUse = first;
  outlets.record(port('first'), true);
  outlets.output(frames);
  inUse = second;
  outlets.record(port('second'), true);
  outlets.endRecording();
  expect(first.record).toHaveBeenCalledExactlyOnceWith(port('first'), true);
  expect(first.output).toHaveBeenCalledExactlyOnceWith(frames);
  expect(second.record).toHaveBeenCalledExactlyOnceWith(port('second'), true);
  expect(second.endRecording).toHaveBeenCalledOnce();
});
