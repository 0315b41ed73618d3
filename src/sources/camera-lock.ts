// Keeps a camera from adjusting itself: exposure, white balance and focus stay as they are now, so that
// the room that Vanish remembers goes on looking like the room. Which of the three a camera lets be
// locked is its own affair. The modes: https://www.w3.org/TR/image-capture/#MediaTrackSupportedConstraints-section
import { cameraProblem } from './camera-problem.ts';
import { SourceError } from './problem.ts';

export interface CameraLock {
  readonly isLocked: boolean;
  /** @throws SourceError if the camera refuses; it then is as it was before */
  set(isLocked: boolean): Promise<void>;
}

/** What is asked of a camera's track; tests pass their own. */
export type LockableTrack = Pick<
  MediaStreamTrack,
  'getCapabilities' | 'getSettings' | 'applyConstraints'
>;

/** A mode, and the values that it leaves to the camera. */
const AUTOMATICS = [
  { mode: 'exposureMode', values: ['exposureTime', 'iso'] },
  { mode: 'whiteBalanceMode', values: ['colorTemperature'] },
  { mode: 'focusMode', values: ['focusDistance'] },
] as const;

type Automatic = (typeof AUTOMATICS)[number];

/** @returns undefined where there is nothing to lock, or where the browser does not say */
export function createCameraLock(track: LockableTrack): CameraLock | undefined {
  // Firefox had no getCapabilities for a long time.
  const capabilities = track.getCapabilities?.() ?? {};
  const lockable = AUTOMATICS.filter(({ mode }) => capabilities[mode]?.includes('manual'));
  if (lockable.length === 0) return undefined;
  let isLocked = false;

  // In one set, and without the wishes for a size that the track was opened with: Chromium takes a
  // camera's modes from the first advanced set only, and in no company.
  const apply = (set: MediaTrackConstraintSet) => track.applyConstraints({ advanced: [set] });

  /** Manual modes with the values of this moment: some cameras would return to older ones of theirs. */
  function asItIsNow(): MediaTrackConstraintSet {
    const now = track.getSettings();
    const set: MediaTrackConstraintSet = {};
    for (const { mode, values } of lockable) {
      set[mode] = 'manual';
      for (const value of values) {
        if (capabilities[value] && now[value] !== undefined) set[value] = now[value];
      }
    }
    return set;
  }

  function continuous(): MediaTrackConstraintSet {
    const set: MediaTrackConstraintSet = {};
    for (const { mode } of lockable) set[mode] = 'continuous';
    return set;
  }

  /** Advanced constraints are wishes: a camera may accept them and do nothing. */
  function holds({ mode }: Automatic): boolean {
    return (track.getSettings()[mode] ?? 'manual') === 'manual';
  }

  async function lock(): Promise<void> {
    try {
      await apply(asItIsNow());
      if (lockable.some(holds)) return;
    } catch {
      // Told below: the browser's own words ("Unsupported constraint") help nobody.
    }
    await apply(continuous()).catch(() => {}); // in case a part of it took hold
    throw new SourceError(cameraProblem('lock-refused'));
  }

  async function unlock(): Promise<void> {
    try {
      await apply(continuous());
    } catch {
      throw new SourceError(cameraProblem('unlock-refused'));
    }
  }

  return {
    get isLocked() {
      return isLocked;
    },
    async set(wanted) {
      if (wanted === isLocked) return;
      await (wanted ? lock() : unlock());
      isLocked = wanted;
    },
  };
}
