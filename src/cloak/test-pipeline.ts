// A pipeline on passes that only record their calls, for tests. They mock frame-pixels.ts and small-picture.ts.
import { vi } from 'vitest';
import type { PersonMask } from '../frame/person-mask.ts';
import type { Network } from '../models/network.ts';
import type { Way } from '../models/way.ts';
import { createPipeline } from './pipeline.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { fakePasses } from './test-fills.ts';

/** A plain frame without pixels. */
export function frameOf(width: number, height: number): VideoFrame {
  const visibleRect = { width, height };
  return { displayWidth: width, displayHeight: height, visibleRect, colorSpace: {} } as VideoFrame;
}

export const FRAME = frameOf(640, 480);
/** Frame by frame. */
export const SETTINGS: Settings = { ...DEFAULT_SETTINGS, remember: false };
export const REMEMBERING: Settings = { ...DEFAULT_SETTINGS, texture: false };
export const GUIDED: Way = { findsPerson: false, prefills: true, givesMatte: false };
export const CLASSIC: Way = { findsPerson: true, prefills: false, givesMatte: true };

const NETWORK = { card: { input: { width: 256, height: 256 } } } as Network;

/** A mask with a person in a part of it, or with nobody. */
function maskOf(person: boolean): PersonMask {
  const data = new Uint8Array(100);
  if (person) data.fill(255, 44, 48);
  return { data, width: 10, height: 10 };
}

export function pipelineFor(way: Way, { person = true, withSegmenter = true } = {}) {
  const passes = fakePasses();
  const segmenter = {
    run: vi.fn(() => Promise.resolve(maskOf(person))),
    isLost: false,
    dispose: vi.fn(),
  };
  const pipeline = createPipeline({
    canvas: { width: 640, height: 480 } as OffscreenCanvas,
    passes,
    generator: NETWORK,
    way,
    timeAll: true,
    segmenter: withSegmenter ? segmenter : undefined,
  });
  return { passes, segmenter, pipeline };
}
