// The strategies, and which of them a frame goes to: the frame stays as it is, its hole is filled from this frame
// alone, or the room is remembered. strategy.ts says what a strategy is.
import type { SmallPicture } from '../frame/small-picture.ts';
import type { Network } from '../models/network.ts';
import type { Way } from '../models/way.ts';
import type { TextureStage } from '../texture/texture-stage.ts';
import { createFindingItself } from './finding-itself.ts';
import { createFrameByFrame } from './frame-by-frame.ts';
import type { Passes } from './passes.ts';
import { createRemembering, type Remembering } from './remembering.ts';
import type { Settings } from './settings.ts';
import type { Strategy } from './strategy.ts';
import { createTexturing } from './texturing.ts';

export interface StrategiesOptions {
  passes: Passes;
  generator: Network;
  way: Way;
  createTexture?: () => TextureStage;
  notify: (sentence: string) => void;
  /** Downscales the frame, once per frame. */
  smallOf: (frame: VideoFrame) => SmallPicture;
  /** Called when the camera shows something else, or moved by more than a little. */
  onOtherView: () => void;
}

export interface Strategies {
  /** Shows the frame unchanged. */
  readonly raw: Strategy;
  readonly remembering: Remembering;
  /** How the last frame was cloaked. */
  readonly last: Strategy;
  choose(settings: Settings): Strategy;
  /** Like `choose`; if it is another one than before, the one before releases its fills. */
  enter(settings: Settings): Strategy;
  /** What was drawn last cannot be drawn again. */
  leave(): void;
  /** Switches to another generator. Call it when remembering has settled. */
  changeGenerator(generator: Network, way: Way): void;
  dispose(): void;
}

export function createStrategies(options: StrategiesOptions): Strategies {
  const { passes, createTexture, notify, smallOf, onOtherView } = options;
  let { way } = options;
  const raw: Strategy = {
    async run({ takeIn }) {
      await takeIn();
      return false;
    },
    draw: (look) => passes.compose(look),
    leave() {},
  };
  const texturing = createTexturing(passes, createTexture, notify);
  texturing.trust(options.generator.card.fill ?? 'smooth');
  let alone = createAlone(options.generator);
  const aspect = aspectOf(options.generator);
  const needs = { passes, texturing, aspect, notify, smallOf, onOtherView };
  const remembering = createRemembering(needs);
  let last = raw;

  /** The strategy without the remembered room. */
  function createAlone(generator: Network): Strategy {
    if (way.findsPerson) return createFindingItself(passes);
    return createFrameByFrame(passes, way, aspectOf(generator), texturing);
  }

  function choose({ cloak, remember }: Settings): Strategy {
    if (!cloak) return raw;
    return remember && !way.findsPerson ? remembering : alone;
  }

  function leave(): void {
    last.leave();
    last = raw;
  }

  return {
    raw,
    remembering,
    get last() {
      return last;
    },
    choose,
    enter(settings) {
      const next = choose(settings);
      if (next !== last) last.leave();
      last = next;
      return next;
    },
    leave,
    changeGenerator(generator, nextWay) {
      way = nextWay;
      leave();
      texturing.trust(generator.card.fill ?? 'smooth');
      alone = createAlone(generator);
      remembering.changeGenerator(aspectOf(generator));
      if (way.findsPerson) remembering.forget(); // the room is not watched in the meantime
    },
    dispose() {
      last.leave();
      texturing.dispose();
    },
  };
}

/** Width divided by height, of a generator's input. */
function aspectOf({ card: { input } }: Network): number {
  return input.width / input.height;
}
