import { describe, expect, it } from 'vitest';
import { createProgress } from './film-progress.ts';
import { outputSize } from './film-size.ts';

describe('outputSize', () => {
  it.each([
    [640, 480, 640, 480],
    [321, 241, 321, 241],
    [1920, 1080, 1920, 1080],
    [1080, 1920, 1080, 1920],
    [3840, 2160, 1920, 1080],
    [2160, 3840, 1080, 1920],
    [4096, 1000, 1920, 468],
    [1440, 1440, 1080, 1080],
  ])('of %i x %i is %i x %i', (width, height, ...fitted) => {
    const size = outputSize({ width, height });
    expect([size.width, size.height]).toEqual(fitted);
  });
});

describe('createProgress', () => {
  it('counts passes and frames, and estimates the time left', () => {
    const progress = createProgress([10, 30], 0);
    expect(progress.at(0)).toMatchObject({ pass: 1, passes: 2, frame: 0, frames: 10, share: 0 });
    expect(progress.at(0).secondsLeft).toBeUndefined();
    for (let i = 0; i < 10; i++) progress.step();
    expect(progress.at(1000)).toMatchObject({ frame: 10, share: 0.25, secondsLeft: 3 });
    progress.nextPass(1000);
    for (let i = 0; i < 20; i++) progress.step();
    expect(progress.at(5000)).toMatchObject({ pass: 2, frame: 20, share: 0.75, secondsLeft: 2 });
  });

  it('never exceeds its end, even if a film has more frames than announced', () => {
    const progress = createProgress([2], 0);
    for (let i = 0; i < 5; i++) progress.step();
    expect(progress.at(0)).toMatchObject({ frame: 2, share: 1 });
  });
});
