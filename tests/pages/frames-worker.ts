// Puts frames whose coded size, visible rectangle, display size and rotation differ through the pipeline. Every frame
// shows the same picture; the expected result is computed from the numbers alone.
import { readHole, readPicture } from '../../src/cloak/inspection.ts';
import { DEFAULT_SETTINGS } from '../../src/cloak/settings.ts';
import type { Tier } from '../../src/tier.ts';
import { startPipeline } from '../../src/engine/start.ts';
import { createPlainFrames } from '../../src/sources/plain-frame.ts';

/** How a frame is stored. Lengths in px; rotation in degrees clockwise. */
export interface Shape {
  name: string;
  coded: [number, number];
  /** x, y, width, height; default: all of it. */
  visible?: [number, number, number, number];
  /** Default: the visible size, rotated if the frame is. */
  display?: [number, number];
  rotation?: 0 | 90 | 180 | 270;
  flip?: boolean;
  format?: 'RGBX' | 'RGBA' | 'I420';
}

export interface FramesRequest {
  tier: Tier;
  shapes: Shape[];
  /** The URL of a picture with a person in it; absent for a drawn square. */
  personUrl?: string;
}

export interface ShapeReport {
  name: string;
  /** px of the canvas. */
  size: [number, number];
  /** With the cloak off, the difference that 99 of 100 pixels stay within, grey levels. */
  difference: number;
  /** The overlap of the person's hole in this frame and in the plain one: intersection over union, 0..1. */
  overlap?: number;
}

export type FramesReport = ShapeReport[];

/** The colour at a place of the displayed picture, both 0..1. */
type Picture = (x: number, y: number) => [number, number, number];

/** A white square on a grey gradient. */
const SQUARE: Picture = (x, y) => {
  if (x > 0.55 && x < 0.8 && y > 0.3 && y < 0.7) return [255, 255, 255];
  const grey = 40 + 60 * x + 60 * y;
  return [grey, grey, grey];
};

/** What no frame may show: it is outside the visible rectangle. */
const OUTSIDE: [number, number, number] = [255, 0, 255];

async function openPicture(url: string): Promise<Picture> {
  const bitmap = await createImageBitmap(await (await fetch(url)).blob());
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return (x, y) => {
    const at = 4 * (Math.floor(y * height) * width + Math.floor(x * width));
    return [data[at]!, data[at + 1]!, data[at + 2]!];
  };
}

/** Where a place of the visible rectangle is displayed, both 0..1. */
function shownAt(u: number, v: number, { rotation = 0, flip = false }: Shape): [number, number] {
  const turned: Record<number, [number, number]> = {
    0: [u, v],
    90: [1 - v, u],
    180: [1 - u, 1 - v],
    270: [v, 1 - u],
  };
  const [x, y] = turned[rotation]!;
  return [flip ? 1 - x : x, y];
}

function makeFrame(picture: Picture, shape: Shape, timestamp: number): VideoFrame {
  const [codedWidth, codedHeight] = shape.coded;
  const [left, top, width, height] = shape.visible ?? [0, 0, codedWidth, codedHeight];
  const format = shape.format ?? 'RGBX';
  const rgb = (x: number, y: number): [number, number, number] => {
    const [u, v] = [(x + 0.5 - left) / width, (y + 0.5 - top) / height];
    if (u < 0 || u > 1 || v < 0 || v > 1) return OUTSIDE;
    return picture(...shownAt(u, v, shape));
  };
  // A frame takes its displayed size before rotation.
  const isTurned = shape.rotation === 90 || shape.rotation === 270;
  const [across, down] = shape.display ?? (isTurned ? [height, width] : [width, height]);
  const [displayWidth, displayHeight] = isTurned ? [down, across] : [across, down];
  const init = {
    format,
    codedWidth,
    codedHeight,
    displayWidth,
    displayHeight,
    timestamp,
    visibleRect: { x: left, y: top, width, height },
    rotation: shape.rotation ?? 0,
    flip: shape.flip ?? false,
    ...(format === 'I420' && {
      colorSpace: { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709', fullRange: true },
    }),
  } as const;
  const pixels =
    format === 'I420' ? i420(codedWidth, codedHeight, rgb) : rgbx(codedWidth, codedHeight, rgb);
  return new VideoFrame(pixels, init as VideoFrameBufferInit);
}

type Sample = (x: number, y: number) => [number, number, number];

function rgbx(width: number, height: number, rgb: Sample): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([...rgb(x, y), 255], 4 * (y * width + x));
  }
  return data;
}

/** BT.709, full range. */
function i420(width: number, height: number, rgb: Sample): Uint8Array<ArrayBuffer> {
  const [luma, chroma] = [width * height, (width * height) / 4];
  const data = new Uint8Array(luma + 2 * chroma);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r, g, b] = rgb(x, y);
      const grey = 0.2126 * r + 0.7152 * g + 0.0722 * b;
      data[y * width + x] = Math.round(grey);
      if (x % 2 || y % 2) continue;
      const at = luma + (y / 2) * (width / 2) + x / 2;
      data[at] = Math.round(128 + (b - grey) / 1.8556);
      data[at + chroma] = Math.round(128 + (r - grey) / 1.5748);
    }
  }
  return data;
}

/** The difference from the picture that 99 of 100 pixels stay within, grey levels. */
function differenceFrom(picture: Picture, { data, width, height }: ImageData): number {
  const apart = Array.from({ length: width * height }, (_, pixel) => {
    const x = pixel % width;
    const wanted = picture((x + 0.5) / width, ((pixel - x) / width + 0.5) / height);
    return Math.max(...wanted.map((value, c) => Math.abs(value - data[4 * pixel + c]!)));
  });
  return apart.sort((a, b) => a - b)[Math.floor(0.99 * apart.length)]!;
}

/** The hole as a thumbnail, so that holes of all sizes can be compared. */
function thumbnail(hole: ImageData): boolean[] {
  const [across, down] = [64, 36];
  return Array.from({ length: across * down }, (_, i) => {
    const x = Math.floor((((i % across) + 0.5) / across) * hole.width);
    const y = Math.floor(((Math.floor(i / across) + 0.5) / down) * hole.height);
    return hole.data[4 * (y * hole.width + x)]! > 127;
  });
}

function overlapOf(a: boolean[], b: boolean[]): number {
  const either = a.filter((is, i) => is || b[i]).length;
  return a.filter((is, i) => is && b[i]).length / Math.max(1, either);
}

async function run({ tier, shapes, personUrl }: FramesRequest): Promise<FramesReport> {
  const picture = personUrl ? await openPicture(personUrl) : SQUARE;
  const { pipeline } = await startPipeline({ canvas: new OffscreenCanvas(1, 1), tier });
  const plainFrames = createPlainFrames();
  let first: boolean[] | undefined;
  const reports: FramesReport = [];
  for (const [i, shape] of shapes.entries()) {
    pipeline.forget();
    const frame = plainFrames.take(makeFrame(picture, shape, 1e6 * i));
    await pipeline.run(frame, { ...DEFAULT_SETTINGS, cloak: false });
    const shown = readPicture(pipeline);
    const report: ShapeReport = {
      name: shape.name,
      size: [shown.width, shown.height],
      difference: differenceFrom(picture, shown),
    };
    if (personUrl) {
      await pipeline.run(frame, DEFAULT_SETTINGS);
      const hole = thumbnail(await readHole(pipeline));
      first ??= hole;
      report.overlap = overlapOf(first, hole);
    }
    frame.close();
    reports.push(report);
  }
  pipeline.dispose();
  return reports;
}

self.onmessage = ({ data }: MessageEvent<FramesRequest>) => {
  run(data).then((report) => self.postMessage(report), self.reportError);
};
