// Measures what finds people: the page's segmenter, our own finder with and without the remembered room, and both
// together. Works on one picture or clip, whose truth is a mask or the difference from the empty room.
import { ALL_FORMATS, BlobSource, Input, VideoSampleSink } from 'mediabunny';
import { createReducer, smallSize } from '../../src/frame/small-picture.ts';
import { SEEN_FROM } from '../../src/cloak/room/report.ts';
import { createWatch, type Watch } from '../../src/cloak/room/watch.ts';
import { readCard } from '../../src/models/read-card.ts';
import { useWasm } from '../../src/models/tfjs/backend.ts';
import { loadNetwork } from '../../src/models/tfjs/load-network.ts';
import { createBodyFinder } from '../../src/segmentation/bodies/body-finder.ts';
import { loadBodyNetwork } from '../../src/models/tfjs/body-network.ts';
import { createFinder } from '../../src/segmentation/finder.ts';
import type { Remembered } from '../../src/segmentation/finder-planes.ts';
import { joinMasks, knownRoom } from '../../src/segmentation/joint-mask.ts';
import { createPictureFinder } from '../../src/segmentation/picture-finder.ts';
import { createPeople } from '../../src/segmentation/people.ts';
import { createMaskOverTime } from '../../src/segmentation/mask-over-time.ts';
import type { PersonMask } from '../../src/frame/person-mask.ts';
import { createSegmenter } from '../../src/segmentation/segmenter.ts';
import { ruledOut } from './ruled-out.ts';
import { sheet } from './finders-sheet.ts';
import {
  count,
  none,
  pixels,
  truthOf,
  unseenBehind,
  withoutAlpha,
  type Sums,
} from './finders-truth.ts';

/** Below these values, of 255, the finder rules people out. */
const THRESHOLDS = [20, 51];
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

async function measure(request: FindersRequest): Promise<FindersReport> {
  const segmenter = await createSegmenter('litert');
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
  const bodyFinder = createBodyFinder(await loadBodyNetwork());
  people.setBodyFinder({ ...bodyFinder, dispose() {} });
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
    const opinion = await timed('picture finder', () => pictureFinder.run(frame));
    if (mask) {
      const exact = { data: truth.map((is) => 255 * is), width, height };
      const bodies = await bodyFinder.run(frame);
      await timed('could be ruled out', () => ruledOut(exact, bodies, opinion, small));
    }
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
  bodyFinder.dispose();
  return report;
}

self.onmessage = ({ data }: MessageEvent<FindersRequest>) => {
  measure(data).then((report) => self.postMessage(report), self.reportError);
};
