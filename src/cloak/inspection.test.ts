import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PersonMask } from '../frame/person-mask.ts';
import {
  plateBytesOf,
  readConfidence,
  readHole,
  readPicture,
  type LastFrame,
} from './inspection.ts';
import { fakePasses } from './test-fills.ts';

const SIZE = { width: 4, height: 3 };
const PERSON: PersonMask = { data: new Uint8Array(12).fill(255), ...SIZE };
/** What a copy of the canvas would show: the last thing that was drawn. */
let drawn = '';

beforeEach(() => {
  drawn = '';
  vi.stubGlobal('ImageData', class {});
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({ drawImage() {}, getImageData: () => drawn });
    },
  );
});
afterEach(() => void vi.unstubAllGlobals());

function pipeline(changes: Partial<LastFrame> = {}) {
  const passes = fakePasses();
  passes.plate.reveal.mockImplementation((look) => void (drawn = `plate: ${String(look)}`));
  const last: LastFrame = {
    canvas: { ...SIZE } as OffscreenCanvas,
    passes,
    strategy: {
      run: () => Promise.resolve(false),
      draw: (look) => void (drawn = `strategy: ${String(look)}`),
      leave() {},
    },
    isRemembering: false,
    person: () => PERSON,
    margin: 0.02,
    ...changes,
  };
  const redraw = <Result>(use: (canvas: OffscreenCanvas) => Result) => {
    drawn = 'the picture';
    return use(last.canvas);
  };
  return { last, redraw, passes };
}

test('the picture is drawn again before it is read', () => {
  expect(readPicture(pipeline())).toBe('the picture');
});

test('the hole is made again from the person alone, except where the plate needs it as it is', async () => {
  const alone = pipeline();
  expect(await readHole(alone)).toBe('strategy: hole');
  expect(alone.passes.hole).toHaveBeenCalledExactlyOnceWith(PERSON, 0.02);
  const remembering = pipeline({ isRemembering: true });
  expect(await readHole(remembering)).toBe('strategy: hole');
  expect(remembering.passes.hole).not.toHaveBeenCalled();
});

test('a frame that was not cloaked has no hole', async () => {
  expect(await readHole(pipeline({ person: undefined }))).toBeInstanceOf(ImageData);
  expect(drawn).toBe('');
});

test('only a remembered room has a confidence, and a size in memory', () => {
  const alone = pipeline();
  expect(readConfidence(alone)).toBeInstanceOf(ImageData);
  expect(plateBytesOf(alone)).toBe(0);
  const remembering = pipeline({ isRemembering: true });
  expect(readConfidence(remembering)).toBe('plate: known');
  vi.spyOn(remembering.passes.plate, 'bytes').mockReturnValue(1000);
  expect(plateBytesOf(remembering)).toBe(1000);
});
