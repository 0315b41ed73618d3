// The clip that the fake webcam plays, and comparisons with it: whether the person is gone from a picture, and the room
// unchanged.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { fakeCameraFlags } from '../../scripts/lib/browser.ts';

const CLIP = resolve('tests/fixtures/obo.mjpeg');
const CLEAN = resolve('tests/fixtures/obo-clean.jpg');
const FRAMES_COMPARED = 10;

/** Flags for a browser whose webcam plays the clip. */
export const CAMERA = fakeCameraFlags(CLIP);
/** For one with Chromium's own test pattern. It has modes to lock; a webcam that plays a file has none. */
export const LOCKABLE_CAMERA = CAMERA.filter((flag) => !flag.includes(CLIP));

/** The JPEG pictures of a motion JPEG file, as data URLs. */
function readFrames(): string[] {
  const bytes = readFileSync(CLIP);
  const starts: number[] = [];
  const marker = Buffer.from([0xff, 0xd8, 0xff]);
  for (let at = bytes.indexOf(marker); at >= 0; at = bytes.indexOf(marker, at + 1)) starts.push(at);
  const step = Math.floor(starts.length / FRAMES_COMPARED);
  return starts
    .map((start, i) => bytes.subarray(start, starts[i + 1]))
    .filter((_, i) => i % step === 0)
    .map(asUrl);
}

function asUrl(jpeg: Buffer): string {
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}

interface Compared {
  frameUrls: string[];
  cleanUrl: string;
  /** Default: what the page shows. */
  shownUrl: string | undefined;
}

/** Compares a picture with the clip's frames and with the empty room. */
async function compare({ frameUrls, cleanUrl, shownUrl }: Compared) {
  const PERSON = 40; // grey levels from the clean plate, in every frame: certainly the person
  const STILL = 15; // less than this in all frames: certainly not the person
  const FAR = 48; // px around every pixel that may be the person
  const [width, height] = [640, 360];
  const read = (source: CanvasImageSource) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d')!;
    context.drawImage(source, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  };
  const open = async (url: string) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    return read(image);
  };
  const output = shownUrl ? await open(shownUrl) : read(document.querySelector('canvas')!);
  const clean = await open(cleanUrl);
  const frames = await Promise.all(frameUrls.map(open));
  const distance = (a: Uint8ClampedArray, b: Uint8ClampedArray, i: number) =>
    Math.max(...[0, 1, 2].map((c) => Math.abs(a[4 * i + c]! - b[4 * i + c]!)));

  /**
   * Mean difference over the pixels, after the best-fitting gain and offset per channel: the fake webcam treats the
   * clip's full range as a limited one.
   */
  function differenceAfterConversion(a: Uint8ClampedArray, b: Uint8ClampedArray, at: number[]) {
    let total = 0;
    for (let c = 0; c < 3; c++) {
      const [sum, crossed] = [
        { a: 0, b: 0 },
        { ab: 0, bb: 0 },
      ];
      for (const i of at) {
        const [x, y] = [a[4 * i + c]!, b[4 * i + c]!];
        sum.a += x;
        sum.b += y;
        crossed.ab += x * y;
        crossed.bb += y * y;
      }
      const n = at.length;
      const gain = (crossed.ab - (sum.a * sum.b) / n) / (crossed.bb - sum.b ** 2 / n);
      const offset = (sum.a - gain * sum.b) / n;
      for (const i of at) total += Math.abs(a[4 * i + c]! - gain * b[4 * i + c]! - offset);
    }
    return total / (3 * at.length);
  }

  const far = new Uint8Array(width * height).fill(1);
  let person = 0;
  let nearer = 0;
  for (let i = 0; i < width * height; i++) {
    const input = frames.map((frame) => distance(frame, clean, i));
    if (Math.min(...input) > PERSON) {
      person++;
      if (distance(output, clean, i) < Math.min(...input)) nearer++;
    }
    if (Math.max(...input) > STILL) {
      const [x, y] = [i % width, Math.floor(i / width)];
      for (let v = Math.max(0, y - FAR); v <= Math.min(height - 1, y + FAR); v++) {
        far.fill(0, v * width + Math.max(0, x - FAR), v * width + Math.min(width, x + FAR));
      }
    }
  }
  const room = Array.from(far.keys()).filter((i) => far[i]);
  return {
    person,
    nearerShare: nearer / person,
    roomPixels: room.length,
    roomDifference: Math.min(
      ...frames.map((frame) => differenceAfterConversion(output, frame, room)),
    ),
  };
}

/**
 * Fails unless the person is gone from the picture and the room is unchanged.
 * @param shownUrl data URL of a picture; default: what the page shows
 * @param tolerance mean difference of the room, grey levels of 255
 */
export async function expectPersonGone(page: Page, shownUrl?: string, tolerance = 2) {
  const report = await page.evaluate(compare, {
    frameUrls: readFrames(),
    cleanUrl: asUrl(readFileSync(CLEAN)),
    shownUrl,
  });
  expect(report.person).toBeGreaterThan(3000); // px; otherwise the test checks nothing
  expect(report.nearerShare).toBeGreaterThan(0.9);
  expect(report.roomPixels).toBeGreaterThan(20_000);
  expect(report.roomDifference).toBeLessThan(tolerance);
}

/** The content of the page's <video>, as a data URL. */
export function pictureOfVideo(page: Page): Promise<string> {
  return page.evaluate(() => {
    const video = document.querySelector('video')!;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    canvas.getContext('2d')!.drawImage(video, 0, 0);
    return canvas.toDataURL('image/png');
  });
}
