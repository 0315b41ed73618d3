// The texture stage as the strategies use it: one synthesis at a time, with a fill as its result. A stage that fails
// is replaced; after several failures in a row it is given up, and the smooth fill is shown.
import { inTime } from '../awake-time.ts';
import { sentenceOf } from '../sentence-of.ts';
import type { Guide } from '../texture/synthesise.ts';
import type { TextureStage } from '../texture/texture-stage.ts';
import type { Fill } from './fill.ts';
import type { Passes, RoomPicture } from './passes.ts';

/** After this many failures in a row the stage is given up for the session. */
const MOST_FAILURES = 3;
/** Timeout of the read-back, ms; it usually takes about ten. */
const READ_WITHIN = 10_000;
const NOT_READ = 'The room could not be read back in time.';

export interface Texturing {
  /** Whether a synthesis is in progress. */
  readonly isBusy: boolean;
  /** Whether there is a stage that has not been given up. */
  readonly works: boolean;
  /**
   * @param room being read back; its pixels are transferred
   * @returns the textured fill, owned by the caller; undefined if it was cancelled or failed, which `notify` reports
   */
  run(room: Promise<RoomPicture>): Promise<Fill | undefined>;
  /** Sets the kind of the fills from now on; "smooth" until then. */
  trust(guide: Guide): void;
  /** Cancels the synthesis in progress. */
  cancel(): void;
  /** Another room follows. */
  forget(): void;
  dispose(): void;
}

/**
 * @param create makes the stage when it is first needed, and again after a failure; absent: there is none
 * @param notify receives a sentence when it fails
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
