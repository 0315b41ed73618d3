import { describe, expect, test } from 'vitest';
import { createMutedTimes } from './muted-times.ts';
import { createRecordedTime } from './recorded-time.ts';
import { createSoundLine } from './sound-line.ts';

describe('recorded time', () => {
  test('excludes pauses', () => {
    const time = createRecordedTime();
    time.begin(10_000);
    time.pause(12_000);
    time.pause(12_500);
    expect(time.isPaused).toBe(true);
    expect(time.length(14_000)).toBe(2);
    time.goOn(15_000);
    time.pause(16_000);
    time.goOn(17_000);
    expect(time.at(9_999)).toBeUndefined();
    expect(time.at(11_000)).toBe(1);
    expect(time.at(13_000)).toBeUndefined();
    expect(time.at(15_500)).toBe(2.5);
    expect(time.at(18_000)).toBe(4);
  });

  test('ends when the recording ends', () => {
    const time = createRecordedTime();
    time.begin(0);
    time.end(2000);
    expect(time.at(2000)).toBe(2);
    expect(time.at(2001)).toBeUndefined();
    expect(time.length(9000)).toBe(2);
  });

  test('handles pauses before the first picture by their own times', () => {
    const time = createRecordedTime();
    time.pause(1000);
    time.begin(1100); // a picture in the pause does not start it
    expect(time.at(1100)).toBeUndefined();
    expect(time.length(1500)).toBe(0);
    time.goOn(3000);
    time.begin(3040);
    expect(time.at(3040)).toBe(0);
    expect(time.at(4040)).toBe(1);
    time.end(5040);
    expect(time.length(9000)).toBe(2);
  });

  test('places a late picture before the pause', () => {
    const time = createRecordedTime();
    time.pause(1000);
    time.begin(600);
    expect(time.at(600)).toBe(0);
    expect(time.at(900)).toBe(0.3);
    expect(time.length(5000)).toBe(0.4);
  });

  test('is empty if it ended before the first picture', () => {
    const time = createRecordedTime();
    time.end(1000);
    time.begin(1200);
    expect(time.at(1200)).toBeUndefined();
    expect(time.length(5000)).toBe(0);
  });
});

describe('muted times', () => {
  test('apply to when the sound was heard', () => {
    const muted = createMutedTimes();
    muted.set(true, 1000);
    muted.set(true, 1500);
    muted.set(false, 2000);
    expect(muted.has(900, 1000)).toBe(false);
    expect(muted.has(995, 1005)).toBe(true);
    expect(muted.has(1700, 1710)).toBe(true);
    expect(muted.has(2000, 2010)).toBe(false);
    muted.set(true, 3000);
    expect(muted.has(9000, 9010)).toBe(true);
    expect(muted.has(2500, 2510)).toBe(false);
  });
});

describe('sound line', () => {
  const RATE = 48_000;
  const PIECE = 480;

  test('early and late pieces follow each other seamlessly', () => {
    const line = createSoundLine(RATE);
    for (let i = 0; i < 1000; i++) {
      const jitter = 0.008 * Math.sin(i);
      expect(line.place(i * 0.01 + (i && jitter), PIECE)).toEqual({ silence: 0, skipped: 0 });
    }
    expect(line.end).toBe(1000 * PIECE);
  });

  test('late sound is preceded by silence, and sound that starts too early is cut', () => {
    expect(createSoundLine(RATE).place(0.05, PIECE)).toEqual({ silence: 2400, skipped: 0 });
    expect(createSoundLine(RATE).place(-0.005, PIECE)).toEqual({ silence: 0, skipped: 240 });
    expect(createSoundLine(RATE).place(-5, PIECE)).toEqual({ silence: 0, skipped: PIECE });
  });

  test.each([1.0005, 0.9995])(
    'a sound clock that runs at speed %d stays with the picture',
    (speed) => {
      const line = createSoundLine(RATE);
      for (let i = 0; i < 30_000; i++) {
        const time = i * 0.01 * speed;
        expect(Math.abs(time - line.end / RATE)).toBeLessThan(0.035);
        line.place(time, PIECE);
      }
    },
  );

  test('a gap is filled', () => {
    const line = createSoundLine(RATE);
    line.place(0, PIECE);
    expect(line.place(1, PIECE)).toEqual({ silence: 0.99 * RATE, skipped: 0 });
    expect(line.fillTo(1.5)).toBe(0.49 * RATE);
    expect(line.fillTo(1)).toBe(0);
  });
});
