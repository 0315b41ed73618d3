// What every form of the cloak has in common, whatever its frames come from and go to: an engine, its controls, and
// what becomes of both when something fails.
import { DEFAULT_SETTINGS } from '../cloak/settings.ts';
import type { SomeThing } from '../cloak/things/thing.ts';
import type { StageTimes } from '../cloak/stage-times.ts';
import type { Engine } from '../engine/client.ts';
import { createLastingEngine, type LastingEngineOptions } from '../engine/lasting-engine.ts';
import type { FromEngine } from '../engine/messages.ts';
import type { Tier } from '../tier.ts';
import { errorOf, VanishError } from '../vanish-error.ts';

export interface CloakOptions {
  /**
   * Where models/ and vendor/ are served (the files of vanish-cloak-models), with a slash at its end; relative to the page.
   * Default: the root of the page's origin.
   */
  assets?: string;
  /** A variant's id. Default: the catalog's. */
  variant?: string;
  /** Forces a tier. Default: the fastest that gives the right pictures here. */
  tier?: Tier;
  /** Whether the room is remembered. Default: true. */
  remember?: boolean;
  /** Called while everything is loaded, with the share done, 0..1, and what is being done. */
  onProgress?: (share: number, doing: string) => void;
  /** Called with a sentence when something happened that needs no action. */
  onNotice?: (sentence: string) => void;
  /**
   * Called with a sentence when something failed after the start, also when the camera's track delivers nothing or has
   * ended. If it is fatal, the cloaked track has ended. The error has the same sentence, and a code.
   */
  onProblem?: (sentence: string, fatal: boolean, error: VanishError) => void;
}

export interface CloakStats {
  tier: Tier;
  variant: string;
  /** Cloaked pictures; 0 until the first half second has passed. */
  framesPerSecond: number;
  /** ms of each stage of a frame that was timed. */
  stages: StageTimes;
}

/** What can be done with a cloak, whatever it is put on. */
export interface CloakControls {
  /** With false the camera's picture goes through as it is. At first the cloak is on. */
  setEnabled(isOn: boolean): void;
  /**
   * With true, from now on the picture is the room as remembered and nothing of the camera, until it is called with
   * false. Where the room is not remembered it is one dark grey.
   */
  setShutter(isClosed: boolean): void;
  /**
   * Takes the thing at a place out of the picture, with whatever moves it, or gives it back when it is already taken.
   * What came of it is in `things` after the next picture; why nothing could be taken, `onNotice` is told.
   * @param x share of the picture's width, 0..1
   * @param y share of the picture's height, 0..1
   * @throws RangeError when they are not
   */
  toggleThing(x: number, y: number): void;
  /**
   * What is not known of the room is taken from a picture of it, but for people in it.
   * @param picture PNG, JPEG or WebP, from where the camera stands
   * @returns what came of it, as a sentence, once it has
   * @throws VanishError (`room-refused`) when it cannot be read, or does not fit what the camera shows
   */
  bringRoom(picture: Blob): Promise<string>;
  /** Things that are taken out of the picture, from left to right. */
  readonly things: readonly SomeThing[];
  /**
   * Goes on with another variant; the one in use serves until it is ready.
   * @throws VanishError when it cannot be used (`unknown-variant`, `unfit-variant`, `not-loaded`), or another was asked
   *   for meanwhile (`superseded`)
   */
  setVariant(id: string): Promise<void>;
  stats(): CloakStats;
  /** Ends what comes out and frees everything. The camera's track stays the caller's. */
  dispose(): void;
}

/** Where the engine's frames come from and its pictures go to. */
export interface Ways {
  canvas: HTMLCanvasElement;
  /** Takes every picture that is shown; absent: they are on the canvas alone. */
  pictures?: WritableStream<VideoFrame>;
  /** Whether pictures are taken from the first canvas, so that no other engine can take over. */
  isTiedToCanvas?: boolean;
  /** Hands frames to the engine from now on: at its start, and again when another takes over. @returns stops it */
  feed: (engine: Engine) => () => void;
  /** Told everything that the engine says. */
  hear?: (message: FromEngine) => void;
  /** Called once, at the end. */
  close: () => void;
}

export interface StartedCloak {
  controls: CloakControls;
  /** Resolves when cloaked pictures can be made. @throws VanishError when it does not come to that */
  ready: Promise<void>;
  readonly isReady: boolean;
  /** Before it is ready, `ready` rejects with it; afterwards `onProblem` is told. Fatal: it is the end. */
  fail(error: VanishError, fatal: boolean): void;
  /** Ends what is fed now, and feeds anew. The room is learned anew too. */
  feedAnew(): void;
}

/** A promise's two ends. */
interface Waiting<Result = void> {
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

const takenOff = () => new VanishError('disposed', 'The cloak was taken off.');

/** @param create how the engine is made; tests pass their own */
export function startCloak(
  ways: Ways,
  options: CloakOptions,
  create: (options: LastingEngineOptions) => Engine = createLastingEngine,
): StartedCloak {
  const { assets = '/', variant, tier, onProgress, onNotice, onProblem } = options;
  let settings = { ...DEFAULT_SETTINGS, remember: options.remember ?? true };
  let things: readonly SomeThing[] = [];
  let framesPerSecond = 0;
  let stages: StageTimes = {};
  let inUse: { tier: Tier; variant: string } | undefined;
  let swap: (Waiting & { id: string }) | undefined;
  /** Who waits for what comes of a picture, in turn. */
  let brought: Waiting<string>[] = [];
  let isDisposed = false;
  let stopFrames = () => {};
  let start!: Waiting;
  const ready = new Promise<void>((resolve, reject) => (start = { resolve, reject }));
  ready.catch(() => {}); // whoever awaits it is told

  const engine = create({
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
    assets: new URL(assets, document.baseURI).href, // workers have addresses of their own
    variant,
    tier,
    listen,
  });
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
    if (isDisposed) return;
    ways.hear?.(message);
    switch (message.kind) {
      case 'progress':
        onProgress?.(message.share, message.doing);
        break;
      case 'ready':
        inUse = { tier: message.tier, variant: message.variant };
        stopFrames();
        for (const { middle } of things) engine.point({ kind: 'take', at: middle }); // from one that broke
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
    feedAnew() {
      if (isDisposed) return;
      stopFrames();
      engine.stop();
      things = [];
      if (inUse) stopFrames = ways.feed(engine);
    },
  };
}
