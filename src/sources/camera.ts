// The webcam as a source.
import { createCameraEffects } from './camera-effects.ts';
import { createCameraLock } from './camera-lock.ts';
import { causeOfLoss, permissionNow, type AskPermission } from './camera-permission.ts';
import { cameraProblem, cameraProblemOf } from './camera-problem.ts';
import { feedFromTrack } from './frames.ts';
import { SourceError } from './problem.ts';
import type { OpenOptions, Source } from './source.ts';

/** What is needed of the browser; tests pass their own. */
export type MediaDevicesLike = Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices'>;

/** A camera, as the browser describes it. */
export interface CameraInfo {
  id: string;
  label: string;
}

/** Preferences, not requirements: a camera without such a mode is fine too. */
export interface CameraRequest {
  /** Default: the browser's choice. */
  deviceId?: string;
  /** px; default: 480. */
  height?: number;
  /** px; default: 4:3 with the height, and 16:9 with one above 480. */
  width?: number;
  /** Frames per second; default: the camera's choice. */
  frameRate?: number;
}

const USUAL_HEIGHT = 480; // px

/** The browser's devices. Pages served over plain HTTP have none. */
function browserDevices(): MediaDevicesLike | undefined {
  return navigator.mediaDevices;
}

/** Whether there is certainly no camera. Asks for no permission. If the browser will not say, there may be one. */
export async function lacksCamera(devices = browserDevices()): Promise<boolean> {
  if (!devices) return false;
  try {
    const found = await devices.enumerateDevices();
    return !found.some(({ kind }) => kind === 'videoinput');
  } catch {
    return false; // then Start camera will show what is wrong
  }
}

/** The available cameras. The list is empty until one was allowed, since browsers hide them until then. */
export async function listCameras(devices = browserDevices()): Promise<CameraInfo[]> {
  const found = (await devices?.enumerateDevices().catch(() => [])) ?? [];
  return found
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }, i) => ({ id: deviceId, label: label || `Camera ${i + 1}` }));
}

/** @param onChange called when a device is plugged in or out @returns a function that stops it */
export function followCameras(onChange: () => void): () => void {
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
  mediaDevices?.addEventListener('devicechange', onChange);
  return () => mediaDevices?.removeEventListener('devicechange', onChange);
}

function usualWidth(height: number): number {
  return Math.round(height * (height > USUAL_HEIGHT ? 16 / 9 : 4 / 3));
}

/** A stream of the requested camera or, if that is gone, of the browser's choice. */
async function getStream(
  devices: MediaDevicesLike,
  { deviceId, height = USUAL_HEIGHT, width = usualWidth(height), frameRate }: CameraRequest,
): Promise<MediaStream> {
  const mode: MediaTrackConstraints = { width: { ideal: width }, height: { ideal: height } };
  if (frameRate !== undefined) mode.frameRate = { ideal: frameRate, max: frameRate };
  const ask = (which: MediaTrackConstraints) =>
    devices.getUserMedia({ audio: false, video: { ...mode, ...which } });
  if (deviceId === undefined) return ask({ facingMode: 'user' });
  try {
    return await ask({ deviceId: { exact: deviceId } });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OverconstrainedError') {
      return ask({ facingMode: 'user' });
    }
    throw error;
  }
}

/**
 * Asks the user for the camera.
 * @throws SourceError with a CameraProblem
 */
export async function openCamera(
  { onLost }: OpenOptions,
  request: CameraRequest = {},
  devices = browserDevices(),
  permission: AskPermission = permissionNow,
): Promise<Source> {
  if (!devices) throw new SourceError(cameraProblem('insecure'));
  let stream: MediaStream;
  try {
    stream = await getStream(devices, request);
  } catch (error) {
    throw new SourceError(cameraProblemOf(error));
  }
  const track = stream.getVideoTracks()[0];
  if (!track) throw new SourceError(cameraProblem('none-found'));

  const lock = createCameraLock(track);
  const effects = await createCameraEffects(track);
  if (track.readyState === 'ended') throw new SourceError(cameraProblem('unplugged'));
  let isStopped = false;
  const before = permission();
  before.catch(() => {}); // it is awaited when the track ends
  const reportLoss = () =>
    void causeOfLoss(before, permission).then((cause) => {
      if (!isStopped) onLost(cameraProblem(cause));
    });
  track.addEventListener('ended', reportLoss);
  let stopFrames = () => {};

  function stopTracks(): void {
    for (const each of stream.getTracks()) each.stop();
  }

  /** Many cameras keep their modes, and the next program would find them changed. */
  async function restoreModes(): Promise<void> {
    if (lock?.isLocked) await lock.set(false).catch(() => {});
    await effects.restore();
  }

  return {
    kind: 'camera',
    title: 'the camera',
    deviceId: track.getSettings().deviceId,
    lock,
    effects,
    get isMuted() {
      return track.muted;
    },
    feed(sink) {
      stopFrames();
      stopFrames = feedFromTrack(track, sink);
    },
    stop() {
      isStopped = true;
      track.removeEventListener('ended', reportLoss);
      stopFrames();
      if (lock?.isLocked || effects.haveChanged) void restoreModes().then(stopTracks);
      else stopTracks();
    },
  };
}
