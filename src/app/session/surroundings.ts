// What the page's state needs of the browser; tests pass fakes.
import type { Engine } from '../../engine/client.ts';
import { createLastingEngine, type LastingEngineOptions } from '../../engine/lasting-engine.ts';
import {
  followCameras,
  lacksCamera,
  listCameras,
  openCamera,
  type CameraRequest,
} from '../../sources/camera.ts';
import type { OpenOptions, Source } from '../../sources/source.ts';
import { openDemo, openFile } from '../../sources/video.ts';
import type { CameraChoiceNeeds } from '../source/camera-choice.svelte.ts';
import { keepPreferences, readPreferences } from './preferences.ts';
import { later, type Later } from '../../later.ts';

export interface Surroundings extends CameraChoiceNeeds {
  createEngine: (options: LastingEngineOptions) => Engine;
  openCamera: (options: OpenOptions, request: CameraRequest) => Promise<Source>;
  openDemo: (options: OpenOptions) => Promise<Source>;
  openFile: (file: File, options: OpenOptions) => Promise<Source>;
  lacksCamera: () => Promise<boolean>;
  /** Whether the browser has what every tier needs. */
  canCloak: () => boolean;
  later: Later;
  /** The address's query, as in `location.search`. */
  search: string;
}

export function browser(): Surroundings {
  return {
    createEngine: createLastingEngine,
    openCamera,
    openDemo,
    openFile,
    lacksCamera,
    listCameras,
    followCameras,
    canCloak: () =>
      typeof VideoFrame !== 'undefined' &&
      'requestVideoFrameCallback' in HTMLVideoElement.prototype &&
      'transferControlToOffscreen' in HTMLCanvasElement.prototype,
    later,
    readPreferences,
    keepPreferences,
    search: location.search,
  };
}
