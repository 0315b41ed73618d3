import { afterEach, expect, test, vi } from 'vitest';
import { feedFromVideo } from './frames.ts';
import { whileHidden, type PageVisibility } from './hidden-ticks.ts';
import type { FrameSink } from './source.ts';

/** A page that can be hidden, and its ticks while it is hidden. */
function fakePage() {
  let follow = () => {};
  let tick: (() => void) | undefined;
  const page = {
    hidden: false,
    addEventListener: (_type: string, listener: () => void) => (follow = listener),
    removeEventListener: () => (follow = () => {}),
  };
  return {
    ticks: (then: () => void) =>
      whileHidden(then, page as unknown as PageVisibility, (call) => {
        tick = call;
        return () => (tick = undefined);
      }),
    hide(hidden: boolean) {
      page.hidden = hidden;
      follow();
    },
    tick: () => tick?.(),
    isTicking: () => tick !== undefined,
  };
}

/** A <video> with a time, µs, that calls back for its pictures while it is visible. */
function fakeVideo() {
  let callback: (() => void) | undefined;
  const video = {
    at: 0,
    readyState: 4,
    requestVideoFrameCallback: (then: () => void) => ((callback = then), 1),
    cancelVideoFrameCallback: () => (callback = undefined),
    present: () => callback?.(),
  };
  vi.stubGlobal('HTMLMediaElement', { HAVE_CURRENT_DATA: 2 });
  vi.stubGlobal(
    'VideoFrame',
    class {
      readonly timestamp: number;
      readonly close = vi.fn();
      constructor({ at }: typeof video) {
        this.timestamp = at;
      }
    },
  );
  return video;
}

afterEach(() => vi.unstubAllGlobals());

function feed() {
  const page = fakePage();
  const video = fakeVideo();
  const shown: number[] = [];
  const sink = { busy: false, show: ({ timestamp }: VideoFrame) => shown.push(timestamp) };
  const end = feedFromVideo(
    video as unknown as HTMLVideoElement,
    sink as unknown as FrameSink,
    page.ticks,
  );
  return { page, video, shown, sink, end };
}

test('a film continues in a hidden page, and shows each picture once', () => {
  const { page, video, shown } = feed();
  video.at = 33;
  video.present();
  expect(shown).toEqual([0, 33]);

  page.hide(true); // there are no more callbacks for pictures
  for (const at of [33, 66, 66, 100, 0]) {
    video.at = at;
    page.tick();
  }
  expect(shown).toEqual([0, 33, 66, 100, 0]);

  page.hide(false);
  expect(page.isTicking()).toBe(false);
  video.at = 33;
  video.present();
  expect(shown.at(-1)).toBe(33);
});

test('a picture that arrives while the cloak is busy is skipped, in a hidden page too', () => {
  const { page, video, shown, sink } = feed();
  page.hide(true);
  sink.busy = true;
  video.at = 33;
  page.tick();
  sink.busy = false;
  expect(shown).toEqual([0]);
  page.tick();
  expect(shown).toEqual([0, 33]);
});

test('nothing ticks once the film is stopped', () => {
  const { page, end } = feed();
  page.hide(true);
  expect(page.isTicking()).toBe(true);
  end();
  expect(page.isTicking()).toBe(false);
  page.hide(true);
  expect(page.isTicking()).toBe(false);
});
