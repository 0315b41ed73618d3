// The texture stage as the strategies use it: one synthesis at a time, its answer as a fill. A stage that fails makes way
// for another, and after some failures in a row there is none any more: the smooth fill is shown then.
import { inTime } from '../models/patience.ts';
import { sentenceOf } from '../sentence-of.ts';
import type { Guide } from '../texture/synthesise.ts';
import type { TextureStage } from '../texture/texture-stage.ts';
import type { Fill } from './fill.ts';
import type { Passes, RoomPicture } from './passes.ts';

/** So many failures in a row are enough for a session. */
const MOST_FAILURES = 3;
/** ms; reading back takes some ten. */
const READ_WITHIN = 10_000;
const NOT_READ = 'The room could not be read back in time.';

export interface Texturing {
  /** Whether a synthesis is under way. */
  readonly isBusy: boolean;
  /** Whether there is a stage, and it was not given up. */
  readonly works: boolean;
  /**
   * @param room read back now; its pixels are given away
   * @returns the textured fill, the caller's; undefined when it was cancelled or failed, which is told
   */
  run(room: Promise<RoomPicture>): Promise<Fill | undefined>;
  /** How the fills are from now on; smooth until then. */
  trust(guide: Guide): void;
  /** The answer under way is not wanted any more. */
  cancel(): void;
  /** Another room follows. */
  forget(): void;
  dispose(): void;
}

/**
 * @param create makes the stage when it is first needed, and after it failed; absent: there is none
 * @param notify told in a sentence when it fails
 */
export function createTexturing(
  passes: Passes,
  create: (() => TextureStage) | undefined,
  notify: (sentence: string) => void,
): Texturing {
  let stage: TextureStage | undefined;
  let underWay: AbortController | undefined;
  let failures = 0;
  let guide: Guide = 'smooth';

  function fail(error: unknown): void {
    stage?.dispose();
    stage = undefined;
    failures++;
    const next =
      failures < MOST_FAILURES
        ? 'What is invented stays smooth until the next try.'
        : 'Vanish has stopped trying: what is invented stays smooth.';
    if (failures === 1 || failures === MOST_FAILURES) {
      notify(`No texture could be made from the room. ${sentenceOf(error)} ${next}`);
    }
  }

  function cancel(): void {
    underWay?.abort();
    underWay = undefined;
  }

  return {
    trust(kind) {
      guide = kind;
    },
    get isBusy() {
      return underWay !== undefined;
    },
    get works() {
      return create !== undefined && failures < MOST_FAILURES;
    },
    async run(coming) {
      cancel();
      const mine = (underWay = new AbortController());
      try {
        const { data, ...room } = await inTime(coming, READ_WITHIN, NOT_READ);
        if (mine.signal.aborted || !create) return undefined;
        stage ??= create();
        const { width, height } = room;
        const request = { width, height, room: data, guide };
        const made = await stage.synthesise(request, mine.signal);
        if (mine.signal.aborted) return undefined;
        failures = 0;
        return passes.fillFrom({ ...room, data: new Uint8ClampedArray(made) });
      } catch (error) {
        if (!mine.signal.aborted) fail(error);
        return undefined;
      } finally {
        if (underWay === mine) underWay = undefined;
      }
    },
    cancel,
    forget() {
      cancel();
      stage?.forget();
    },
    dispose() {
      cancel();
      stage?.dispose();
      stage = undefined;
    },
  };
}
