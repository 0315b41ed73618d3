// Opens the microphone, lists the choices, and provides its sound as a stream.
import { SourceError, type Problem } from './problem.ts';

export interface Microphone {
  /** The device's id, for the picker. */
  readonly id: string;
  /** Its sound. Allows only one reader. */
  readonly stream: ReadableStream<AudioData>;
  stop(): void;
}

export interface MicrophoneChoice {
  id: string;
  label: string;
}

/** Whether this browser provides sound in pieces. */
export function canReadMicrophone(): boolean {
  return typeof MediaStreamTrackProcessor !== 'undefined' && 'mediaDevices' in navigator;
}

const REMEDIES = {
  refused: 'Allow it in the browser’s settings for this page (the icon left of the address).',
  missing: 'Plug one in and try again.',
  busy: 'Close other programs that use it and try again.',
};

function problemOfMicrophone(error: unknown): Problem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') {
    return {
      kind: 'refused',
      happened: 'The microphone was refused.',
      remedy: REMEDIES.refused,
    };
  }
  if (name === 'NotFoundError' || name === 'OverconstrainedError') {
    return {
      kind: 'none-found',
      happened: 'No microphone was found.',
      remedy: REMEDIES.missing,
    };
  }
  return {
    kind: 'busy',
    happened: 'The microphone could not be opened.',
    remedy: REMEDIES.busy,
  };
}

/**
 * Asks the user for the microphone.
 * @param id which one; default: the browser's choice
 * @param onLost called when it is unplugged or access is withdrawn
 * @throws SourceError
 */
export async function openMicrophone(
  id: string | undefined,
  onLost: () => void,
): Promise<Microphone> {
  let track: MediaStreamTrack | undefined;
  try {
    const audio = id === undefined ? true : { deviceId: { exact: id } };
    [track] = (await navigator.mediaDevices.getUserMedia({ audio })).getAudioTracks();
  } catch (error) {
    throw new SourceError(problemOfMicrophone(error));
  }
  if (!track || typeof MediaStreamTrackProcessor === 'undefined') {
    track?.stop();
    throw new SourceError(problemOfMicrophone(undefined));
  }
  const opened = track;
  opened.addEventListener('ended', onLost);
  const Processor = MediaStreamTrackProcessor as unknown as new (init: {
    track: MediaStreamTrack;
  }) => MediaStreamTrackProcessor<AudioData>;
  return {
    id: opened.getSettings().deviceId ?? '',
    stream: new Processor({ track: opened }).readable,
    stop() {
      opened.removeEventListener('ended', onLost);
      opened.stop();
    },
  };
}

/** The available microphones. They have no names until one was allowed. */
export async function listMicrophones(): Promise<MicrophoneChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '')
    .map(({ deviceId, label }, i) => ({ id: deviceId, label: label || `Microphone ${i + 1}` }));
}
