// Stops a camera from adjusting itself. Exposure, white balance and focus stay as they are, so that the room still
// looks like the one that Vanish remembers. Which of the three can be locked depends on the camera. The modes:
// https://www.w3.org/TR/image-capture/#MediaTrackSupportedConstraints-section
import { cameraProblem } from './camera-problem.ts';
import { SourceError } from './problem.ts';

export interface CameraLock {
  readonly isLocked: boolean;
  /** @throws SourceError if the camera refuses; it is then as it was before */
  set(isLocked: boolean): Promise<void>;
}

/** What is needed of a camera's track; tests pass their own. */
export type LockableTrack = Pick<
  MediaStreamTrack,
  'getCapabilities' | 'getSettings' | 'applyConstraints'
>;

/** A mode, and the values that the camera sets in it. */
const AUTOMATICS = [
  { mode: 'exposureMode', values: ['exposureTime', 'iso'] },
  { mode: 'whiteBalanceMode', values: ['colorTemperature'] },
  { mode: 'focusMode', values: ['focusDistance'] },
] as const;

type Automatic = (typeof AUTOMATICS)[number];

/** @returns undefined if nothing can be locked, or the browser does not say */
export function createCameraLock(track: LockableTrack): CameraLock | undefined {
  // Firefox lacked getCapabilities for a long time.
  const capabilities = track.getCapabilities?.() ?? {};
  const lockable = AUTOMATICS.filter(({ mode }) => capabilities[mode]?.includes('manual'));
  if (lockable.length === 0) return undefined;
  let isLocked = false;

  // In a single set, and without the size constraints that the track was opened with: Chromium takes a camera's modes
  // only from the first advanced set, and only if nothing else is in it.
  const apply = (set: MediaTrackConstraintSet) => track.applyConstraints({ advanced: [set] });

  /** Manual modes with the current values. Otherwise some cameras would return to earlier values. */
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

  /** Whether the mode took effect. Advanced constraints are optional: a camera may accept them and do nothing. */
  function holds({ mode }: Automatic): boolean {
    return (track.getSettings()[mode] ?? 'manual') === 'manual';
  }

  async function lock(): Promise<void> {
    try {
      await apply(asItIsNow());
      if (lockable.some(holds)) return;
    } catch {
      // Reported below: the browser's own words ("Unsupported constraint") help nobody.
    }
    await apply(continuous()).catch(() => {}); // in case part of it took effect
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
