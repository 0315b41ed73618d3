// A synthetic camera, and what the page makes of its frames: both ends in one worker, so that one clock and one memory
// know what every displayed picture should look like.
import { residue } from '../../src/evaluate/metrics/residue.ts';
import roomUrl from '../fixtures/obo-clean.jpg';
import firstUrl from '../fixtures/training/people/obo_0027.png';
import secondUrl from '../fixtures/training/people/obo_0048.png';
import thirdUrl from '../fixtures/training/people/obo_0073.png';
import { LEAST_PERSON, type PersonLeft, type ShownFrame } from '../lib/long-judge.ts';
import { createLongRoom, RATE, type LongFrame } from '../lib/long-room.ts';
import { judgeRecorded } from './long-recorded.ts';

const [WIDTH, HEIGHT] = [640, 360];
/** Frames in progress. Older ones were dropped. */
const WAITING = 60;

export type ToLongWorker =
  /** From now on, the synthetic camera writes its frames to this stream. */
  | { kind: 'camera'; frames: WritableStream<VideoFrame> }
  /** Every picture that the page shows comes from this stream. */
  | { kind: 'shown'; frames: ReadableStream<VideoFrame> }
  /** Asks for the measurements since the last time. */
  | { kind: 'take' }
  /** Asks to judge a clip; `shown` are the moments of what was shown meanwhile, s. */
  | { kind: 'judge'; clip: Blob; shown: number[] };

export interface LongReport {
  frames: ShownFrame[];
  /** How many frames the camera gave. */
  given: number;
  /** Pictures that belong to none of the camera's frames. */
  unknown: number;
  /** Input, output and truth of the judged frame that shows the most of a person, PNG. */
  worst?: Blob;
}

interface Waiting extends LongFrame {
  at: number;
  second: number;
}

const waiting = new Map<number, Waiting>();
let report: LongReport = { frames: [], given: 0, unknown: 0 };
/** When the first picture was shown. Nobody comes before that. */
let began: number | undefined;
let worst: { residue: number; pictures: ImageData[] } | undefined;
let camera: object | undefined;
let room: Promise<(second: number) => LongFrame> | undefined;
const read = surface(WIDTH, HEIGHT);

function surface(width: number, height: number): OffscreenCanvasRenderingContext2D {
  return new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
}

async function bitmapOf(url: string): Promise<ImageBitmap> {
  return createImageBitmap(await (await fetch(url)).blob());
}

async function openRoom(): Promise<(second: number) => LongFrame> {
  const people = await Promise.all([firstUrl, secondUrl, thirdUrl].map(bitmapOf));
  return createLongRoom(await bitmapOf(roomUrl), people, WIDTH, HEIGHT);
}

async function film(frames: WritableStream<VideoFrame>): Promise<void> {
  const mine = (camera = {});
  const makeFrame = await (room ??= openRoom());
  const writer = frames.getWriter();
  let number = Math.round((performance.now() * RATE) / 1000);
  while (camera === mine) {
    const due = (1000 * ++number) / RATE;
    const early = due - performance.now();
    if (early < 0) continue; // a camera does not make up for missed frames
    await new Promise((resolve) => setTimeout(resolve, early));
    const second = began === undefined ? 0 : (performance.now() - began) / 1000;
    const made = makeFrame(second);
    const timestamp = Math.round((1e6 * number) / RATE);
    const frame = new VideoFrame(made.pixels.data, {
      format: 'RGBX',
      codedWidth: WIDTH,
      codedHeight: HEIGHT,
      timestamp,
    });
    waiting.set(timestamp, { ...made, second, at: performance.now() });
    report.given++;
    forget((_, left) => left > WAITING);
    await writer.write(frame).catch(() => (camera = undefined)); // the track has ended
    frame.close();
  }
}

/** Forgets frames from the oldest on, as long as the condition holds. */
function forget(isOld: (timestamp: number, left: number) => boolean): void {
  for (const timestamp of waiting.keys()) {
    if (!isOld(timestamp, waiting.size)) return;
    waiting.delete(timestamp);
  }
}

async function look(frames: ReadableStream<VideoFrame>): Promise<void> {
  for await (const frame of frames) {
    const now = performance.now();
    const { timestamp } = frame;
    const made = waiting.get(timestamp);
    forget((other) => other <= timestamp);
    read.drawImage(frame, 0, 0, WIDTH, HEIGHT);
    frame.close();
    if (!made) {
      report.unknown++;
      continue;
    }
    began ??= now;
    const { pixels: input, truth: clean } = made;
    const person = made.person.reduce((sum, value) => sum + value, 0);
    const shown: ShownFrame = { second: made.second, latency: now - made.at, person };
    report.frames.push(shown);
    if (person === 0) continue;
    const output = read.getImageData(0, 0, WIDTH, HEIGHT);
    shown.residue = residue({ input, output, clean }, made.person);
    if (person < LEAST_PERSON) continue;
    if (shown.residue === undefined || shown.residue <= (worst?.residue ?? 0)) continue;
    worst = { residue: shown.residue, pictures: [input, output, clean] };
  }
}

async function take(): Promise<LongReport> {
  const taken = report;
  report = { frames: [], given: 0, unknown: 0 };
  const kept = worst;
  worst = undefined;
  if (!kept) return taken;
  const sheet = surface(3 * WIDTH, HEIGHT);
  kept.pictures.forEach((picture, i) => sheet.putImageData(picture, i * WIDTH, 0));
  return { ...taken, worst: await sheet.canvas.convertToBlob() };
}

async function judge(clip: Blob, shown: number[]): Promise<PersonLeft[]> {
  return judgeRecorded(clip, shown, await room!, surface(WIDTH, HEIGHT));
}

self.onmessage = ({ data }: MessageEvent<ToLongWorker>) => {
  const fail = (error: unknown) => self.reportError(error);
  const answer = (told: LongReport | PersonLeft[]) => self.postMessage(told);
  if (data.kind === 'camera') film(data.frames).catch(fail);
  else if (data.kind === 'shown') look(data.frames).catch(fail);
  else if (data.kind === 'take') take().then(answer, fail);
  else judge(data.clip, data.shown).then(answer, fail);
};
