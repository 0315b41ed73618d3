// For tests: an engine that says what the test tells it to, and a browser with just the features that the cloak needs.
import { vi } from 'vitest';
import type { Engine } from '../engine/client.ts';
import type { LastingEngineOptions } from '../engine/lasting-engine.ts';
import type { FromEngine } from '../engine/messages.ts';

export interface FakeEngine {
  options: LastingEngineOptions;
  say: (message: FromEngine) => void;
  engine: Engine;
  /** The stream that it was told to write its pictures to. */
  pictures: WritableStream<VideoFrame> | undefined;
}

export const READY: FromEngine = {
  kind: 'ready',
  tier: 'wasm',
  tried: [],
  reason: '',
  variant: 'guided',
  remembers: true,
};

/** Engines in the order of creation. */
export const engines: FakeEngine[] = [];

export function createFakeEngine(options: LastingEngineOptions): Engine {
  const fake: FakeEngine = {
    options,
    say: options.listen,
    pictures: undefined,
    engine: {
      busy: false,
      set: vi.fn(),
      stop: vi.fn(),
      dispose: vi.fn(),
      point: vi.fn(),
      attach: vi.fn(),
      show: vi.fn(),
      useVariant: vi.fn(),
      bringRoom: vi.fn(),
      output: (frames: WritableStream<VideoFrame>) => void (fake.pictures = frames),
    } as unknown as Engine,
  };
  engines.push(fake);
  return fake.engine;
}

export class FakeTrack extends EventTarget {
  kind = 'video';
  readyState = 'live';
  muted = false;
  enabled = true;
  stop(): void {
    this.readyState = 'ended';
  }
}

/** A track with the right types. */
export const fakeTrack = () => new FakeTrack() as unknown as MediaStreamTrack & FakeTrack;

export class FakeFrame {
  closed = false;
  close(): void {
    this.closed = true;
  }
}

/** Undo it with `vi.unstubAllGlobals()`. */
export function stubBrowser(): void {
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('VideoFrame', FakeFrame);
  vi.stubGlobal('OffscreenCanvas', class {});
  vi.stubGlobal('Worker', class {});
  vi.stubGlobal(
    'HTMLCanvasElement',
    class {
      transferControlToOffscreen() {}
      captureStream() {}
    },
  );
  vi.stubGlobal('document', { baseURI: 'https://example.org/page/', createElement: () => ({}) });
  vi.stubGlobal(
    'MediaStreamTrackGenerator',
    class extends FakeTrack {
      writable = new WritableStream();
    },
  );
  vi.stubGlobal(
    'MediaStreamTrackProcessor',
    class {
      readable = new ReadableStream();
    },
  );
  vi.stubGlobal(
    'MediaStream',
    class {
      tracks: FakeTrack[];
      constructor(tracks: FakeTrack[]) {
        this.tracks = tracks;
      }
      getVideoTracks() {
        return this.tracks.filter(({ kind }) => kind === 'video');
      }
      getAudioTracks() {
        return this.tracks.filter(({ kind }) => kind === 'audio');
      }
    },
  );
}
