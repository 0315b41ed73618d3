// The webcam as a source.
import { createCameraLock } from './camera-lock.ts';
import { cameraProblem, cameraProblemOf } from './camera-problem.ts';
import { feedFromTrack } from './frames.ts';
import { SourceError } from './problem.ts';
import type { OpenOptions, Source } from './source.ts';

/** What is asked of the browser; tests pass their own. */
export type MediaDevicesLike = Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices'>;

/** Wishes, not demands: a camera that has no such mode is welcome too. */
const WISHES: MediaStreamConstraints = {
  audio: false,
  video: { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: 'user' },
};

/** The browser's devices; pages that came over plain HTTP have none. */
function browserDevices(): MediaDevicesLike | undefined {
  return navigator.mediaDevices;
}

/**
 * Whether there is certainly no camera. Asks for no permission; where the browser will not say,
 * there may be one.
 */
export async function lacksCamera(devices = browserDevices()): Promise<boolean> {
  if (!devices) return false;
  try {
    const found = await devices.enumerateDevices();
    return !found.some(({ kind }) => kind === 'videoinput');
  } catch {
    return false; // then Start camera will tell what is wrong
  }
}

/**
 * Asks the person for the camera.
 * @throws SourceError with a CameraProblem
 */
export async function openCamera(
  { onLost }: OpenOptions,
  devices = browserDevices(),
): Promise<Source> {
  if (!devices) throw new SourceError(cameraProblem('insecure'));
  let stream: MediaStream;
  try {
    stream = await devices.getUserMedia(WISHES);
  } catch (error) {
    throw new SourceError(cameraProblemOf(error));
  }
  const track = stream.getVideoTracks()[0];
  if (!track) throw new SourceError(cameraProblem('none-found'));

  const reportLoss = () => onLost(cameraProblem('unplugged'));
  track.addEventListener('ended', reportLoss);
  const lock = createCameraLock(track);
  let stopFrames = () => {};

  function stopTracks(): void {
    for (const each of stream.getTracks()) each.stop();
  }

  return {
    kind: 'camera',
    title: 'the camera',
    lock,
    feed(sink) {
      stopFrames = feedFromTrack(track, sink);
    },
    stop() {
      track.removeEventListener('ended', reportLoss);
      stopFrames();
      // Many cameras keep their modes: the next program would find a locked one.
      if (lock?.isLocked)
        void lock
          .set(false)
          .catch(() => {})
          .then(stopTracks);
      else stopTracks();
    },
  };
}
