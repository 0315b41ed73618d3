import { beforeEach, expect, test, vi } from 'vitest';

class FakeCanvas {
  readonly context = {
    canvas: this,
    putImageData: vi.fn(),
    drawImage: vi.fn(),
    getImageData: () => ({ data: new Uint8ClampedArray(16).fill(9) }),
  };
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}
  getContext = () => this.context;
}

/** Of 2x2 px, all of `value`. */
function frameOf(value: number) {
  const copyTo = vi.fn(async (to: Uint8ClampedArray) => {
    await Promise.resolve();
    to.fill(value);
    return [];
  });
  return { displayWidth: 2, displayHeight: 2, copyTo } as unknown as VideoFrame & {
    copyTo: typeof copyTo;
  };
}

beforeEach(() => {
  vi.resetModules(); // forgets the frame that was read last
  vi.stubGlobal('OffscreenCanvas', FakeCanvas);
  vi.stubGlobal(
    'ImageData',
    class {
      constructor(
        readonly data: Uint8ClampedArray,
        readonly width: number,
        readonly height: number,
      ) {}
    },
  );
  return () => vi.unstubAllGlobals();
});

const load = () => import('./frame-pixels.ts');

test('a frame is read only once, however many callers ask for it', async () => {
  const { readPixels } = await load();
  const frame = frameOf(7);
  const [first, second] = await Promise.all([readPixels(frame), readPixels(frame)]);
  expect([...first]).toEqual(new Array(16).fill(7));
  expect(second).toBe(first);
  expect(frame.copyTo).toHaveBeenCalledOnce();
});

test('the canvas holds the frame that was read last; other frames are drawn directly', async () => {
  const { readPixels, drawableOf } = await load();
  const [one, other] = [frameOf(1), frameOf(2)];
  expect(drawableOf(one)).toBe(one);
  await readPixels(one);
  const canvas = drawableOf(one) as unknown as FakeCanvas;
  expect(canvas).toBeInstanceOf(FakeCanvas);
  expect(drawableOf(one)).toBe(canvas);
  expect(canvas.context.putImageData).toHaveBeenCalledOnce();
  const coming = readPixels(other);
  expect(drawableOf(one)).toBe(one); // its pixels are being overwritten
  expect(drawableOf(other)).toBe(other); // and the new ones are not there yet
  await coming;
  expect(drawableOf(other)).toBe(canvas);
  expect(canvas.context.putImageData).toHaveBeenCalledTimes(2);
});

test('two frames that are read at the same time do not share memory', async () => {
  const { readPixels } = await load();
  const [one, other] = await Promise.all([readPixels(frameOf(1)), readPixels(frameOf(2))]);
  expect([one[0], other[0]]).toEqual([1, 2]);
});

test('if the browser cannot convert colours, the frame is drawn', async () => {
  const { readPixels } = await load();
  const frame = frameOf(1);
  frame.copyTo.mockRejectedValue(new DOMException('', 'NotSupportedError'));
  expect((await readPixels(frame))[0]).toBe(9);
  expect((await readPixels(frameOf(1)))[0]).toBe(9);
});

test('failing to read a frame is an error, and reading can be retried', async () => {
  const { readPixels } = await load();
  const frame = frameOf(5);
  frame.copyTo.mockRejectedValueOnce(new DOMException('closed', 'InvalidStateError'));
  await expect(readPixels(frame)).rejects.toThrow('closed');
  expect((await readPixels(frame))[0]).toBe(5);
});
