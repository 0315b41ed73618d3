// What all forms of the cloak share, wherever frames come from and pictures go to: an engine, its controls, and error
// handling for both. The file is longer than others because every promise that it gives must end, whatever the engine
// does.
import { DEFAULT_SETTINGS } from '../cloak/settings.ts';
import type { RemovedThing } from '../cloak/things/thing.ts';
import type { StageTimes } from '../cloak/stage-times.ts';
import type { Engine } from '../engine/client.ts';
import type { CloakControls, CloakOptions } from './cloak-controls.ts';
import { createLastingEngine, type LastingEngineOptions } from '../engine/lasting-engine.ts';
import type { FromEngine } from '../engine/messages.ts';
import type { Tier } from '../tier.ts';
import { sentenceOf } from '../sentence-of.ts';
import { errorOf, VanishError } from '../vanish-error.ts';

/** Where the engine's frames come from and its pictures go. */
export interface Ways {
  canvas: HTMLCanvasElement;
  /** Receives every displayed picture. If absent, pictures are only on the canvas. */
  pictures?: WritableStream<VideoFrame>;
  /** Whether pictures are captured from the first canvas, so that no other engine can take over. */
  isTiedToCanvas?: boolean;
  /**
   * Starts to feed frames to the engine: at its start, and again when another takes over. @returns a function that
   * stops it
   */
  feed: (engine: Engine) => () => void;
  /** Called with every message of the engine, before the cloak acts on it. */
  onMessage?: (message: FromEngine) => void;
  /** Called once, at the end. */
  close: () => void;
}

export interface StartedCloak {
  controls: CloakControls;
  /** Resolves when cloaked pictures can be made. @throws VanishError if that fails */
  ready: Promise<void>;
  readonly isReady: boolean;
  /** Before the cloak is ready, rejects `ready`; afterwards calls `onProblem`. Fatal: ends the cloak. */
  fail(error: VanishError, fatal: boolean): void;
  /** Stops the current feed and starts a new one. The room is relearned too. */
  restartFeed(): void;
}

/** The two callbacks of a promise. */
interface Waiting<Result = void> {
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

const takenOff = () => new VanishError('disposed', 'The cloak was taken off.');

/**
 * The folder's full URL with a slash at its end: workers have different base addresses.
 * @throws VanishError (`not-loaded`)
 */
function folderOf(assets: string): string {
  try {
    const url = new URL(assets, document.baseURI);
    if (!url.pathname.endsWith('/')) url.pathname += '/';
    return url.href;
  } catch (cause) {
    throw new VanishError('not-loaded', `“${assets}”, given as \`assets\`, is no address.`, {
      cause,
    });
  }
}

/** @throws VanishError (`not-loaded`) if the page's policy forbids the worker */
function loaded<Result>(start: () => Result): Result {
  try {
    return start();
  } catch (cause) {
    if (cause instanceof VanishError) throw cause;
    const sentence = `The cloak could not be loaded (${sentenceOf(cause)}).`;
    throw new VanishError('not-loaded', sentence, { cause });
  }
}

/**
 * @param create creates the engine; tests pass their own
 * @throws VanishError (`not-loaded`) if `assets` is no address, or the page's policy forbids the worker
 */
export function startCloak(
  ways: Ways,
  options: CloakOptions,
  create: (options: LastingEngineOptions) => Engine = createLastingEngine,
): StartedCloak {
  const { assets = '/', variant, tier, onProgress, onNotice, onProblem } = options;
  let settings = { ...DEFAULT_SETTINGS, remember: options.remember ?? true };
  let things: readonly RemovedThing[] = [];
  let framesPerSecond = 0;
  let stages: StageTimes = {};
  let inUse: { tier: Tier; variant: string } | undefined;
  let swap: (Waiting & { id: string }) | undefined;
  /** The callers that wait for the outcome of a picture, in order. */
  let brought: Waiting<string>[] = [];
  let isDisposed = false;
  let stopFrames = () => {};
  let start!: Waiting;
  const ready = new Promise<void>((resolve, reject) => (start = { resolve, reject }));
  ready.catch(() => {}); // reported to those who await it

  const engine = loaded(() =>
    create({
      canvas: ways.canvas,
      async nextCanvas() {
        if (ways.isTiedToCanvas) {
          fail(
            new VanishError('broken', 'The cloak broke, and with it its track. Put it on again.'),
            true,
          );
        }
        return document.createElement('canvas');
      },
      assets: folderOf(assets),
      variant,
      tier,
      listen,
    }),
  );
  engine.set(settings);
  if (ways.pictures) engine.output(ways.pictures);

  function dispose(): void {
    if (isDisposed) return;
    isDisposed = true;
    stopFrames();
    engine.stop();
    engine.dispose();
    ways.close();
    start.reject(takenOff());
    endSwap(takenOff());
    endBringing(takenOff());
  }

  function endBringing(error: VanishError): void {
    for (const { reject } of brought) reject(error);
    brought = [];
  }

  function endSwap(error?: VanishError): void {
    if (error) swap?.reject(error);
    else swap?.resolve();
    swap = undefined;
  }

  function fail(error: VanishError, fatal: boolean): void {
    if (isDisposed) return;
    if (!inUse) {
      start.reject(error);
      dispose();
      return;
    }
    if (fatal) dispose();
    onProblem?.(error.message, fatal, error);
  }

  const controls: CloakControls = {
    setEnabled(isOn) {
      settings = { ...settings, cloak: isOn };
      engine.set(settings);
    },
    setShutter(isClosed) {
      settings = { ...settings, shutter: isClosed };
      engine.set(settings);
    },
    toggleThing(x, y) {
      if (![x, y].every((share) => share >= 0 && share <= 1)) {
        throw new RangeError('A place in the picture is two shares of it, from 0 to 1.');
      }
      engine.point({ kind: 'toggle', at: [x, y] });
    },
    bringRoom(picture) {
      if (isDisposed) return Promise.reject(takenOff());
      engine.bringRoom(picture);
      return new Promise((resolve, reject) => brought.push({ resolve, reject }));
    },
    get things() {
      return things;
    },
    setVariant(id) {
      if (isDisposed) return Promise.reject(takenOff());
      endSwap(new VanishError('superseded', `Another variant was asked for: "${id}".`));
      engine.useVariant(id);
      return new Promise((resolve, reject) => (swap = { id, resolve, reject }));
    },
    stats: () => ({ ...inUse!, framesPerSecond, stages }),
    dispose,
  };

  function listen(message: FromEngine): void {
    if (!isDisposed) ways.onMessage?.(message);
    if (isDisposed) return; // also if the message ended the cloak
    switch (message.kind) {
      case 'progress':
        onProgress?.(message.share, message.doing);
        break;
      case 'ready':
        inUse = { tier: message.tier, variant: message.variant };
        stopFrames();
        for (const { middle } of things) engine.point({ kind: 'take', at: middle }); // in place of one that broke
        stopFrames = ways.feed(engine);
        start.resolve();
        break;
      case 'variant':
        inUse = { ...inUse!, variant: message.variant };
        if (swap?.id === message.variant) endSwap();
        break;
      case 'variant-problem':
        if (swap?.id === message.id) endSwap(errorOf(message));
        break;
      case 'alive':
        if (message.shown === 0) framesPerSecond = 0;
        break;
      case 'recovering':
      case 'recovered':
      case 'restarting':
        framesPerSecond = 0;
        if (message.kind === 'restarting') endBringing(new VanishError('broken', message.sentence));
        onNotice?.(message.sentence);
        break;
      case 'room-brought': {
        const waiting = brought.shift();
        if (message.isRefused) waiting?.reject(new VanishError('room-refused', message.sentence));
        else waiting?.resolve(message.sentence);
        break;
      }
      case 'things':
        ({ things } = message);
        break;
      case 'stats':
        ({ framesPerSecond, stages } = message);
        break;
      case 'notice':
        onNotice?.(message.sentence);
        break;
      case 'problem':
        fail(errorOf(message), message.fatal);
        break;
      default: // the other kinds are the page's
    }
  }

  return {
    controls,
    ready,
    get isReady() {
      return inUse !== undefined && !isDisposed;
    },
    fail,
    restartFeed() {
      if (isDisposed) return;
      stopFrames();
      engine.stop();
      things = [];
      if (inUse) stopFrames = ways.feed(engine);
    },
  };
}
