// Runs synthetic clips with exact truth through the pipeline, and measures every frame.
import { SEEN_FROM } from '../../src/cloak/room/report.ts';
import { plateBytesOf, readConfidence, readHole, readPicture } from '../../src/cloak/inspection.ts';
import { DEFAULT_SETTINGS } from '../../src/cloak/settings.ts';
import type { Tier } from '../../src/tier.ts';
import { startPipeline } from '../../src/engine/start.ts';
import { createFlicker } from '../../src/evaluate/metrics/flicker.ts';
import { luma } from '../../src/evaluate/metrics/picture.ts';
import { psnr } from '../../src/evaluate/metrics/psnr.ts';
import { channelOf, moreThanHalf } from '../../src/evaluate/metrics/regions.ts';
import { residue } from '../../src/evaluate/metrics/residue.ts';
import roomUrl from '../fixtures/obo-clean.jpg';
import otherUrl from '../fixtures/training/backgrounds/made_3.jpg';
import { createRoom, FRAMES, FRAMES_PER_SECOND, type Scenario } from '../lib/made-room.ts';

export interface RoomsRequest {
  scenario: Scenario;
  tier: Tier;
  width: number;
  height: number;
  /** Default: all. */
  frames?: number;
  /** Numbers of the frames whose pictures are kept. */
  keep?: number[];
  /** The graphics device is lost before this frame. Default: never. */
  loseAt?: number;
  /** The number of the first frame. Default: 0 */
  first?: number;
  /**
   * Before this frame, a picture is added: of the room (from slightly further away, rotated, in different light), or of
   * another one.
   */
  bring?: { frame: number; what: 'room' | 'other' };
  /** Before this frame, the thing at a place (shares) is removed. Default: never. */
  point?: { frame: number; at: readonly [x: number, y: number] };
  /** From this frame on, the camera's frames are half as large. Default: never. */
  shrinkAt?: number;
}

export interface RoomFrame {
  /** dB over the hole's pixels that the plate has seen; absent if there are few. */
  psnrSeen?: number;
  /** Of the hole, 0..1. */
  seenShare?: number;
  /** Of the true person's pixels, see residue.ts. */
  residue?: number;
  /** Mean difference from the truth over the whole frame, grey levels. */
  error: number;
  /** The share of the frame that differs from the truth by more than noise. */
  wrong: number;
  generated: boolean;
}

export interface KeptPicture {
  frame: number;
  /** `[height, width, 4]`: input, output, truth, confidence in grey. */
  pictures: Uint8ClampedArray[];
}

export interface RoomsReport {
  frames: RoomFrame[];
  notices: string[];
  /** Of the output minus the truth, inside the hole; grey levels of 255. */
  flicker?: number;
  kept: KeptPicture[];
  plateBytes: number;
  /** The outcome of an added picture. */
  brought?: string;
  /** How old (ms) the knowledge of the room was after the graphics device was lost. */
  age?: number;
}

/** Fewer pixels than this are not measured. */
const FEWEST = 100;

async function run(request: RoomsRequest): Promise<RoomsReport> {
  const { scenario, tier, width, height, frames: wanted = FRAMES, keep = [], loseAt } = request;
  const { point, bring, first = 0, shrinkAt = Infinity } = request;
  const notices: string[] = [];
  const canvas = new OffscreenCanvas(width, height);
  const device = deviceOf(canvas);
  const started = await startPipeline({
    canvas,
    tier,
    notify: (sentence) => notices.push(sentence),
  });
  const { pipeline } = started;
  const photo = await createImageBitmap(await (await fetch(roomUrl)).blob());
  const room = createRoom(photo, scenario, width, height);
  const smallRoom = createRoom(photo, scenario, width / 2, height / 2);
  const frames: RoomFrame[] = [];
  const kept: KeptPicture[] = [];
  const flicker = createFlicker(width * height);
  let age: number | undefined;
  let brought: string | undefined;
  for (let i = first; i < wanted; i++) {
    if (i + 1 === loseAt) await wait(COPIED_AFTER); // the room is copied after the next frame
    if (i === loseAt) {
      await wait(COPIED_AFTER);
      device.lose();
      await started.lost;
      await wait(0); // a context cannot be restored while it is being lost
      device.giveBack();
      age = await started.recover();
    }
    if (i === point?.frame) pipeline.mask.point({ kind: 'take', at: point.at });
    if (i === bring?.frame) {
      const picture = bring.what === 'room' ? pictureOf(room(i).truth) : await otherRoom();
      brought = await pipeline.room.bring(picture).catch(({ message }: Error) => message);
    }
    const made = i < shrinkAt ? room(i) : smallRoom(i);
    const frame = new VideoFrame(made.pixels.data, {
      format: 'RGBX',
      codedWidth: made.pixels.width,
      codedHeight: made.pixels.height,
      timestamp: (1e6 * i) / FRAMES_PER_SECOND,
    });
    const mask = { data: made.mask, width: made.maskWidth, height: made.maskHeight };
    await pipeline.run(frame, { ...DEFAULT_SETTINGS, texture: false }, mask);
    const output = readPicture(pipeline);
    const hole = moreThanHalf(channelOf(await readHole(pipeline), 0));
    const confidence = readConfidence(pipeline);
    frame.close();

    const known = channelOf(confidence, 0);
    const seen = hole.map((is, pixel) => (is && known[pixel]! >= 255 * SEEN_FROM - 0.5 ? 1 : 0));
    const count = (region: Uint8Array) => region.reduce((sum, value) => sum + value, 0);
    const [holePixels, seenPixels] = [count(hole), count(seen)];
    frames.push({
      psnrSeen: seenPixels >= FEWEST ? psnr(output, made.truth, seen) : undefined,
      seenShare: holePixels > 0 ? seenPixels / holePixels : undefined,
      residue: residue({ input: made.pixels, output, clean: made.truth }, made.person),
      error: meanDifference(output, made.truth),
      wrong: wrongShare(output, made.truth),
      generated: pipeline.generated,
    });
    if (shrinkAt === Infinity) {
      const truth = luma(made.truth);
      flicker.add(
        luma(output).map((value, pixel) => value - truth[pixel]!),
        hole,
      );
    }
    if (keep.includes(i)) {
      const pictures = [made.pixels.data, output.data, made.truth.data, confidence.data];
      kept.push({ frame: i, pictures: pictures.map((data) => data.slice()) });
    }
  }
  const plateBytes = plateBytesOf(pipeline);
  pipeline.dispose();
  return { frames, notices, flicker: flicker.value(), kept, plateBytes, age, brought };
}

/** A photograph of the room: twice as large, from further away, slightly rotated, and darker. */
function pictureOf(truth: ImageData): OffscreenCanvas {
  const { width, height } = truth;
  const plain = new OffscreenCanvas(width, height);
  plain.getContext('2d')!.putImageData(truth, 0, 0);
  const picture = new OffscreenCanvas(2 * width, 2 * height);
  const context = picture.getContext('2d')!;
  context.filter = 'brightness(0.8)';
  context.translate(width + 0.03 * width, height - 0.02 * height);
  context.rotate(0.02);
  context.scale(1.8, 1.8);
  context.drawImage(plain, -width / 2, -height / 2);
  return picture;
}

async function otherRoom(): Promise<OffscreenCanvas> {
  const photo = await createImageBitmap(await (await fetch(otherUrl)).blob());
  const picture = new OffscreenCanvas(photo.width, photo.height);
  picture.getContext('2d')!.drawImage(photo, 0, 0);
  return picture;
}

/** ms */
const COPIED_AFTER = 1500;

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Controls the graphics device of what draws on the canvas. Call it before anything does. */
function deviceOf(canvas: OffscreenCanvas) {
  let device: GPUDevice | undefined;
  let context: WEBGL_lose_context | null | undefined;
  if (typeof GPUAdapter !== 'undefined') {
    const request = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (...asked) {
      return (device = await request.apply(this, asked));
    };
  }
  return {
    lose() {
      if (device) return device.destroy();
      context = canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context');
      context?.loseContext();
    },
    giveBack: () => context?.restoreContext(),
  };
}

/** Grey levels: seven standard deviations of the noise. */
const SURELY_WRONG = 14;

function wrongShare(a: ImageData, b: ImageData): number {
  let wrong = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    const off = [0, 1, 2].some((c) => Math.abs(a.data[at + c]! - b.data[at + c]!) > SURELY_WRONG);
    if (off) wrong++;
  }
  return wrong / (a.width * a.height);
}

function meanDifference(a: ImageData, b: ImageData): number {
  let sum = 0;
  for (let at = 0; at < a.data.length; at++) sum += Math.abs(a.data[at]! - b.data[at]!);
  return sum / ((a.data.length * 3) / 4);
}

self.onmessage = ({ data }: MessageEvent<RoomsRequest>) => {
  run(data).then((report) => self.postMessage(report), self.reportError);
};
