// What the page's state asks of the browser; tests pass fakes.
import { createEngine, type Engine, type EngineOptions } from '../engine/client.ts';
import { lacksCamera, openCamera } from '../sources/camera.ts';
import type { OpenOptions, Source } from '../sources/source.ts';
import { openDemo, openFile } from '../sources/video.ts';
import { keep, readKept, type Kept } from './kept.ts';
import { later, type Later } from './later.ts';

export interface Surroundings {
  createEngine: (options: EngineOptions) => Engine;
  openCamera: (options: OpenOptions) => Promise<Source>;
  openDemo: (options: OpenOptions) => Promise<Source>;
  openFile: (file: File, options: OpenOptions) => Promise<Source>;
  lacksCamera: () => Promise<boolean>;
  /** Whether the browser has what every tier needs. */
  canCloak: () => boolean;
  later: Later;
  /** What was chosen at an earlier visit. */
  readKept: () => Partial<Kept>;
  keep: (changes: Partial<Kept>) => void;
  /** The address's query, as in `location.search`. */
  search: string;
}

export function browser(): Surroundings {
  return {
    createEngine,
    openCamera,
    openDemo,
    openFile,
    lacksCamera,
    canCloak: () =>
      typeof VideoFrame !== 'undefined' &&
      'requestVideoFrameCallback' in HTMLVideoElement.prototype &&
      'transferControlToOffscreen' in HTMLCanvasElement.prototype,
    later,
    readKept,
    keep,
    search: location.search,
  };
}
