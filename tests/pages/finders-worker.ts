// Measures what finds people: the page's segmenter, our own finder with and without the remembered room, and both
// together. Works on one picture or clip, whose truth is a mask or the difference from the empty room.
import { ALL_FORMATS, BlobSource, Input, VideoSampleSink } from 'mediabunny';
import { createReducer, smallSize } from '../../src/frame/small-picture.ts';
import { SEEN_FROM } from '../../src/cloak/room/report.ts';
import { createWatch, type Watch } from '../../src/cloak/room/watch.ts';
import { readCard } from '../../src/models/read-card.ts';
import { useWasm } from '../../src/models/tfjs/backend.ts';
import { loadNetwork } from '../../src/models/tfjs/load-network.ts';
import { createFinder } from '../../src/segmentation/finder.ts';
import type { Remembered } from '../../src/segmentation/finder-planes.ts';
import { joinMasks, knownRoom, sampled } from '../../src/segmentation/joint-mask.ts';
import { createPictureFinder } from '../../src/segmentation/picture-finder.ts';
import { createPeople } from '../../src/segmentation/people.ts';
import { createMaskOverTime } from '../../src/segmentation/mask-over-time.ts';
import type { PersonMask } from '../../src/frame/person-mask.ts';
import { createSegmenter } from '../../src/segmentation/segmenter.ts';

/** Mask values from here on count as a person, of 255: 0.4. */
const SURE = 102;
/** Below these values, of 255, the finder rules people out. */
const THRESHOLDS = [20, 51];
/** Size of each picture on a sheet, px. */
const SHOWN = { width: 320, height: 240 };

export interface FindersRequest {
  /** Folder of the finder's card and files. */
  finder: string;
  /** The same for the picture finder. */
  pictureFinder: string;
  /** A picture, or a clip (.mp4). */
  source: string;
  /** The empty room, if there is one: this is what is remembered. */
  clean?: string;
  /** White = person. If absent, what differs from `clean` by more than `differs` grey levels of 255. */
  mask?: string;
  differs: number;
  /** One in this many frames of a clip is used. */
  every: number;
  /** Frames (of those that are used) that appear on a sheet. */
  shown: number[];
}

/** Sums over pixels. */
export interface Sums {
  person: number;
  found: number;
  mask: number;
  outside: number;
  beside: number;
  milliseconds: number;
}

export interface FindersReport {
  frames: number;
  methods: Record<string, Sums>;
  /** PNG files. */
  sheets: ArrayBuffer[];
}

const open = async (url: string) => (await fetch(url)).blob();

async function load(folder: string) {
  await useWasm(false);
  const card = readCard(
    await (await fetch(`${folder}card.json`)).json(),
    folder.split('/').at(-2)!,
  );
  const files = new Map<string, ArrayBuffer>();
  for (const { path } of card.files) {
    files.set(path, await (await fetch(folder + path)).arrayBuffer());
  }
  return loadNetwork({ card, files });
}

async function* framesOf(url: string, every: number): AsyncGenerator<VideoFrame> {
  if (!url.endsWith('.mp4')) {
    const bitmap = await createImageBitmap(await open(url));
    yield new VideoFrame(bitmap, { timestamp: 0 });
    return;
  }
  const input = new Input({ source: new BlobSource(await open(url)), formats: ALL_FORMATS });
  const track = (await input.getPrimaryVideoTrack())!;
  let number = 0;
  for await (const sample of new VideoSampleSink(track).samples()) {
    if (number++ % every === 0) yield sample.toVideoFrame();
    sample.close();
  }
  input.dispose();
}

function pixels(source: CanvasImageSource, width: number, height: number): ImageData {
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    willReadFrequently: true,
    alpha: false,
  })!;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(source, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

async function measure(request: FindersRequest): Promise<FindersReport> {
  const segmenter = await createSegmenter();
  const finder = createFinder(await load(request.finder));
  const pictureFinder = createPictureFinder(await load(request.pictureFinder));
  const clean = request.clean && (await createImageBitmap(await open(request.clean)));
  const mask = request.mask && (await createImageBitmap(await open(request.mask)));
  const reduce = createReducer();
  const people = createPeople((sentence) => {
    throw new Error(sentence);
  });
  people.setFinder({ ...finder, dispose() {} });
  people.setPictureFinder({ ...pictureFinder, dispose() {} });
  const overTime = createMaskOverTime();
  const report: FindersReport = { frames: 0, methods: {}, sheets: [] };
  const before: Record<string, PersonMask> = {};
  let watch: Watch | undefined;

  for await (const frame of framesOf(request.source, request.every)) {
    const { displayWidth: width, displayHeight: height } = frame;
    const shown = pixels(frame, width, height);
    const truth = truthOf(shown, mask || undefined, clean || undefined, request.differs);
    const small = reduce(frame);
    const size = smallSize(width, height);
    const rooms: Record<string, Remembered> = {};
    if (clean) {
      const known = {
        ...size,
        frame: small.data,
        seenFrom: SEEN_FROM,
        room: withoutAlpha(pixels(clean, size.width, size.height).data),
        confidence: new Float32Array(size.width * size.height).fill(1),
      };
      rooms['room known'] = known;
      // The person has been there from the start: what is behind them was never seen.
      if (mask)
        rooms['room beside known'] = {
          ...known,
          confidence: unseenBehind(truth, width, height, size),
        };
    }
    const masks: Record<string, PersonMask> = {};
    const times: Record<string, number> = {};
    const timed = async (name: string, find: () => PersonMask | Promise<PersonMask>) => {
      const began = performance.now();
      masks[name] = await find();
      times[name] = performance.now() - began;
      return masks[name];
    };
    const segmented = await timed('segmenter', () => segmenter.run(frame));
    await timed('finder', () => finder.run(frame, undefined, before.finder));
    await timed('picture finder', () => pictureFinder.run(frame));
    for (const [name, room] of Object.entries(rooms)) {
      const ours = await timed(`finder, ${name}`, () =>
        finder.run(frame, room, before[`finder, ${name}`]),
      );
      for (const nobody of THRESHOLDS) {
        await timed(`both ${nobody}, ${name}`, () =>
          joinMasks(segmented, ours, knownRoom(room), { nobody }),
        );
      }
    }
    // As on the page: in a clip, the room is learned outside the masks that are found.
    watch ??= createWatch(size.width, size.height, width / size.width);
    const learnt = watch.remembered();
    const remembered = learnt && { ...size, ...learnt, frame: small.data, seenFrom: SEEN_FROM };
    let mistaken: Uint8Array | undefined;
    const about = { picture: small, remembered, waits: true };
    const live = await timed('page', async () => {
      const found = await people.run(
        frame,
        { ...segmenter, run: () => Promise.resolve(segmented) },
        about,
      );
      ({ mistaken } = found);
      return found.mask;
    });
    watch.run(small, overTime.run(live, request.every / 25), request.every / 25, false, {
      mistaken,
    });
    for (const [name, found] of Object.entries(masks)) {
      before[name] = found;
      count((report.methods[name] ??= none()), found, truth, width, height);
      if (report.frames > 0 || !request.source.endsWith('.mp4')) {
        report.methods[name].milliseconds += times[name]!;
      }
    }
    if (request.shown.includes(report.frames)) report.sheets.push(await sheet(shown, truth, masks));
    report.frames++;
    frame.close();
  }
  segmenter.dispose();
  finder.dispose();
  pictureFinder.dispose();
  return report;
}

/** 1 away from the person, 0 behind them and close by. */
function unseenBehind(
  truth: Uint8Array,
  width: number,
  height: number,
  size: { width: number; height: number },
): Float32Array {
  const small = sampled(
    { data: truth.map((is) => 255 * is), width, height },
    size.width,
    size.height,
  );
  const reach = 4;
  return Float32Array.from({ length: small.length }, (_, i) => {
    const [x, y] = [i % size.width, Math.floor(i / size.width)];
    for (let v = Math.max(0, y - reach); v <= Math.min(size.height - 1, y + reach); v++) {
      for (let u = Math.max(0, x - reach); u <= Math.min(size.width - 1, x + reach); u++) {
        if (small[v * size.width + u]! > 64) return 0;
      }
    }
    return 1;
  });
}

const none = (): Sums => ({
  person: 0,
  found: 0,
  mask: 0,
  outside: 0,
  beside: 0,
  milliseconds: 0,
});

function withoutAlpha(data: Uint8ClampedArray): Float32Array {
  return Float32Array.from(
    { length: (data.length / 4) * 3 },
    (_, i) => data[4 * Math.floor(i / 3) + (i % 3)]!,
  );
}

/** 1 where a person is. */
function truthOf(
  frame: ImageData,
  mask: ImageBitmap | undefined,
  clean: ImageBitmap | undefined,
  differs: number,
): Uint8Array {
  const { width, height, data } = frame;
  const truth = new Uint8Array(width * height);
  if (mask) {
    const white = pixels(mask, width, height).data;
    return truth.map((_, i) => (white[4 * i]! > 127 ? 1 : 0));
  }
  if (!clean) return truth; // nobody
  const room = pixels(clean, width, height).data;
  return truth.map((_, i) =>
    [0, 1, 2].some((c) => Math.abs(data[4 * i + c]! - room[4 * i + c]!) > differs) ? 1 : 0,
  );
}

function count(sums: Sums, mask: PersonMask, truth: Uint8Array, width: number, height: number) {
  const found = sampled(mask, width, height);
  for (let i = 0; i < truth.length; i++) {
    const isFound = found[i]! >= SURE;
    if (truth[i]) sums.person++;
    else sums.outside++;
    if (!isFound) continue;
    sums.mask++;
    if (truth[i]) sums.found++;
    else sums.beside++;
  }
}

/** The frame with the truth outlined, then every method's mask over it: green right, red wrong, blue missed. */
async function sheet(
  frame: ImageData,
  truth: Uint8Array,
  masks: Record<string, PersonMask>,
): Promise<ArrayBuffer> {
  const names = ['', ...Object.keys(masks)];
  const across = 4;
  const { width, height } = SHOWN;
  const canvas = new OffscreenCanvas(
    across * width,
    Math.ceil(names.length / across) * (height + 16),
  );
  const context = canvas.getContext('2d')!;
  const part = new OffscreenCanvas(frame.width, frame.height);
  names.forEach((name, number) => {
    const copy = new ImageData(frame.data.slice(), frame.width, frame.height);
    const found = name ? sampled(masks[name]!, frame.width, frame.height) : undefined;
    for (let i = 0; found && i < truth.length; i++) {
      const isFound = found[i]! >= SURE;
      if (!isFound && !truth[i]) continue;
      const colour = isFound && truth[i] ? [0, 255, 0] : isFound ? [255, 0, 0] : [0, 80, 255];
      for (let c = 0; c < 3; c++) copy.data[4 * i + c] = (copy.data[4 * i + c]! + colour[c]!) / 2;
    }
    part.getContext('2d')!.putImageData(copy, 0, 0);
    const [x, y] = [(number % across) * width, Math.floor(number / across) * (height + 16)];
    context.drawImage(part, x, y + 16, width, height);
    context.fillStyle = 'white';
    context.fillText(name || 'frame', x + 4, y + 12);
  });
  return (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer();
}

self.onmessage = ({ data }: MessageEvent<FindersRequest>) => {
  measure(data).then((report) => self.postMessage(report), self.reportError);
};
