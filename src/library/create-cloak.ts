// The cloak for other programs: a camera's track in, a cloaked track out. See docs/library.md.
import type { Engine } from '../engine/client.ts';
import { createLastingEngine } from '../engine/lasting-engine.ts';
import { DEFAULT_SETTINGS } from '../cloak/settings.ts';
import type { SomeThing } from '../cloak/things/thing.ts';
import type { StageTimes } from '../cloak/stage-times.ts';
import type { FromEngine } from '../engine/messages.ts';
import type { Tier } from '../tier.ts';
import { openOutputTrack } from '../engine/output-track.ts';
import { feedFromTrack } from '../sources/frames.ts';
import { followTrack } from './follow-track.ts';

export interface CloakOptions {
  /**
   * Where models/ and vendor/ of Vanish's build are served, with a slash at its end. Default: the root of the
   * page's origin.
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
   * ended. If it is fatal, the cloaked track has ended.
   */
  onProblem?: (sentence: string, fatal: boolean) => void;
}

export interface CloakStats {
  tier: Tier;
  variant: string;
  /** Cloaked pictures; 0 until the first half second has passed. */
  framesPerSecond: number;
  /** ms of each stage of a frame that was timed. */
  stages: StageTimes;
}

export interface Cloak {
  /** The cloaked picture. Before the first one is made it carries nothing, and never anything that is not cloaked
   * unless `setEnabled(false)` was called. */
  readonly track: MediaStreamTrack;
  /** With false the camera's picture goes through as it is. At first the cloak is on. */
  setEnabled(isOn: boolean): void;
  /**
   * With true, from now on the track shows the room as remembered and nothing of the camera, until it is called with false.
   * Where the room is not remembered it is one dark grey.
   */
  setShutter(isClosed: boolean): void;
  /**
   * Takes the thing at a place out of the picture, with whatever moves it, or gives it back when it is already taken.
   * What came of it is in `things` after the next picture; why nothing could be taken, `onNotice` is told.
   * @param x, y shares of the picture's width and height, 0..1
   * @throws RangeError when they are not
   */
  toggleThing(x: number, y: number): void;
  /**
   * What is not known of the room is taken from a picture of it, but for people in it.
   * @param picture PNG, JPEG or WebP, from where the camera stands
   * @returns what came of it, as a sentence, once it has
   * @throws Error with a sentence when it is refused: it cannot be read, or does not fit what the camera shows
   */
  bringRoom(picture: Blob): Promise<string>;
  /** Things that are taken out of the picture, from left to right. */
  readonly things: readonly SomeThing[];
  /**
   * Goes on with another variant; the one in use serves until it is ready.
   * @throws Error with a sentence when it cannot be used, or another was asked for meanwhile
   */
  setVariant(id: string): Promise<void>;
  stats(): CloakStats;
  /** Ends the cloaked track and frees everything. The camera's track stays the caller's. */
  dispose(): void;
}

const TRACK_ENDED = 'The camera’s track has ended, and with it the cloaked one.';

/**
 * Puts the cloak on a camera's track.
 * @param track of kind "video", live; it stays the caller's
 * @returns once cloaked pictures can be made
 * @throws Error with a sentence when the browser lacks what the cloak is made of, a part cannot be loaded, or the track
 *   has ended or ends before that
 */
export async function createCloak(
  track: MediaStreamTrack,
  options: CloakOptions = {},
): Promise<Cloak> {
  if (track.kind !== 'video') throw new Error('The cloak needs a track of kind "video".');
  if (typeof VideoFrame === 'undefined' || typeof OffscreenCanvas === 'undefined') {
    throw new Error('This browser lacks what the cloak is made of (WebCodecs, OffscreenCanvas).');
  }
  if (track.readyState === 'ended') throw new Error(TRACK_ENDED);
  const { assets, variant, tier, onProgress, onNotice, onProblem } = options;
  const canvas = document.createElement('canvas');
  const output = openOutputTrack(canvas);
  let settings = { ...DEFAULT_SETTINGS, remember: options.remember ?? true };
  let things: readonly SomeThing[] = [];
  let framesPerSecond = 0;
  let stages: StageTimes = {};
  let inUse: { tier: Tier; variant: string } | undefined;
  let swap: { id: string; resolve: () => void; reject: (error: Error) => void } | undefined;
  let isDisposed = false;
  /** Who waits for what comes of a picture, in turn. */
  let brought: { resolve: (sentence: string) => void; reject: (error: Error) => void }[] = [];

  return new Promise((resolve, reject) => {
    let stopFrames = () => {};
    const nextCanvas = async () => {
      // Where the track follows a canvas it cannot go over to another.
      if (!output.frames) fail('The cloak broke, and with it its track. Put it on again.', true);
      return document.createElement('canvas');
    };
    const engine: Engine = createLastingEngine({
      ...{ canvas, nextCanvas, assets, variant, tier, listen },
    });
    const following = followTrack(track, {
      onEnd: () => fail(TRACK_ENDED, true),
      onSilence: (sentence) => inUse && onProblem?.(sentence, false),
    });
    engine.set(settings);
    if (output.frames) engine.output(output.frames);

    function dispose(): void {
      if (isDisposed) return;
      isDisposed = true;
      following.end();
      stopFrames();
      engine.stop();
      engine.dispose();
      output.track.stop();
      endSwap(new Error('The cloak was taken off.'));
      endBringing('The cloak was taken off.');
    }

    function endBringing(sentence: string): void {
      for (const { reject: failed } of brought) failed(new Error(sentence));
      brought = [];
    }

    function endSwap(error?: Error): void {
      if (error) swap?.reject(error);
      else swap?.resolve();
      swap = undefined;
    }

    function fail(sentence: string, fatal: boolean): void {
      if (!inUse) {
        dispose();
        reject(new Error(sentence));
        return;
      }
      if (fatal) dispose();
      onProblem?.(sentence, fatal);
    }

    const cloak: Cloak = {
      track: output.track,
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
        if (isDisposed) return Promise.reject(new Error('The cloak was taken off.'));
        engine.bringRoom(picture);
        return new Promise((done, failed) => brought.push({ resolve: done, reject: failed }));
      },
      get things() {
        return things;
      },
      setVariant(id) {
        endSwap(new Error(`Another variant was asked for: "${id}".`));
        engine.useVariant(id);
        return new Promise((done, failed) => (swap = { id, resolve: done, reject: failed }));
      },
      stats: () => ({ ...inUse!, framesPerSecond, stages }),
      dispose,
    };

    function listen(message: FromEngine): void {
      if (isDisposed) return;
      switch (message.kind) {
        case 'progress':
          onProgress?.(message.share, message.doing);
          break;
        case 'ready':
          inUse = { tier: message.tier, variant: message.variant };
          stopFrames();
          for (const { middle } of things) engine.point({ kind: 'take', at: middle }); // from one that broke
          stopFrames = feedFromTrack(track, engine);
          resolve(cloak);
          break;
        case 'variant':
          inUse = { ...inUse!, variant: message.variant };
          if (swap?.id === message.variant) endSwap();
          break;
        case 'variant-problem':
          if (swap?.id === message.id) endSwap(new Error(message.sentence));
          break;
        case 'alive':
          if (inUse) following.hear(message);
          if (message.shown === 0) framesPerSecond = 0;
          break;
        case 'recovering':
        case 'recovered':
        case 'restarting':
          framesPerSecond = 0;
          if (message.kind === 'restarting') endBringing(message.sentence);
          onNotice?.(message.sentence);
          break;
        case 'room-brought': {
          const waiting = brought.shift();
          if (message.isRefused) waiting?.reject(new Error(message.sentence));
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
          fail(message.sentence, message.fatal);
      }
    }
  });
}
