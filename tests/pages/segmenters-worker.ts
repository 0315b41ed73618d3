// Measures one of the segmenter's models on one clip.
import { ALL_FORMATS, BlobSource, Input, VideoSampleSink } from 'mediabunny';
import type { PersonMask } from '../../src/frame/person-mask.ts';
import { createSegmenter, type SegmenterRuntime } from '../../src/segmentation/segmenter.ts';

const PERSON = 30; // grey levels from the clean plate that count as person
const SURE = 128; // mask value that counts as person

export interface SegmenterRequest {
  model: string;
  clip: string;
  /** The empty room. Without it, there is no truth to compare with. */
  clean?: string;
  runtime: SegmenterRuntime;
  /** Compares every mask with another runtime's. */
  against?: SegmenterRuntime;
}

export interface SegmenterReport {
  model: string;
  frames: number;
  /** Share of the frame's pixels that the mask covers. */
  coverage: number;
  /** Mean change of a mask pixel from frame to frame, of 255. */
  flicker: number;
  milliseconds: number;
  /** The share of pixels that differ from the clean plate that the mask covers. */
  found?: number;
  /** The share of the mask's pixels that differ from the clean plate. */
  right?: number;
  /** The share of the masks' pixels that only one of the two runtimes is certain of. */
  apart?: number;
}

async function open(url: string): Promise<Blob> {
  return (await fetch(url)).blob();
}

async function measure({
  model,
  clip,
  clean,
  runtime,
  against,
}: SegmenterRequest): Promise<SegmenterReport> {
  const url = `/models/segmenter/${model}.tflite`;
  const segmenter = await createSegmenter(runtime, url);
  const other = against && (await createSegmenter(against, url));
  let apart = 0;
  const input = new Input({ source: new BlobSource(await open(clip)), formats: ALL_FORMATS });
  const track = (await input.getPrimaryVideoTrack())!;
  const plate = clean ? await createImageBitmap(await open(clean)) : undefined;
  const sum = { frames: 0, covered: 0, pixels: 0, change: 0, time: 0, person: 0, hit: 0, mask: 0 };
  let last: PersonMask | undefined;

  for await (const sample of new VideoSampleSink(track).samples()) {
    const frame = sample.toVideoFrame();
    const began = performance.now();
    const mask = await segmenter.run(frame);
    if (sum.frames++ > 0) sum.time += performance.now() - began; // the first one loads the model
    mask.data.forEach((value, i) => {
      if (value >= SURE) sum.covered++;
      if (last) sum.change += Math.abs(value - last.data[i]!);
    });
    sum.pixels += mask.data.length;
    const { data } = (await other?.run(frame)) ?? mask;
    mask.data.forEach((value, i) => (apart += Number(value >= SURE !== data[i]! >= SURE)));
    if (plate) {
      const [a, b] = [pixels(frame, mask), pixels(plate, mask)];
      mask.data.forEach((value, i) => {
        const difference = Math.max(
          ...[0, 1, 2].map((c) => Math.abs(a[4 * i + c]! - b[4 * i + c]!)),
        );
        if (difference > PERSON) sum.person++;
        if (value >= SURE) sum.mask++;
        if (difference > PERSON && value >= SURE) sum.hit++;
      });
    }
    last = mask;
    frame.close();
    sample.close();
  }
  input.dispose();
  segmenter.dispose();
  other?.dispose();
  return {
    model,
    frames: sum.frames,
    coverage: sum.covered / sum.pixels,
    flicker: sum.change / (sum.pixels - last!.data.length),
    milliseconds: sum.time / (sum.frames - 1),
    ...(other && { apart: apart / sum.pixels }),
    ...(plate && { found: sum.hit / sum.person, right: sum.hit / sum.mask }),
  };
}

function pixels(source: CanvasImageSource, { width, height }: PersonMask): Uint8ClampedArray {
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(source, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

self.onmessage = ({ data }: MessageEvent<SegmenterRequest>) => {
  measure(data).then((report) => self.postMessage(report), self.reportError);
};
