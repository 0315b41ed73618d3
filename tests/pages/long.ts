// The page as a user has it, app and all, with a made camera (long-worker.ts) in the place of a real one. Every picture
// that it shows goes back to the camera's worker in the way in which calls get it.
import type { ToEngine } from '../../src/engine/messages.ts';
import { relay } from '../../src/engine/relay.ts';
import type { PersonLeft } from '../lib/long-judge.ts';
import type { LongReport, ToLongWorker } from './long-worker.ts';

declare global {
  interface Window {
    /** What was shown since the last time. `worst` is a data URL. */
    takeShown: () => Promise<Omit<LongReport, 'worst'> & { worst?: string }>;
    /** Judges the clip in the panel of clips. @param shown moments of what was shown meanwhile, s */
    judgeClip: (shown: number[]) => Promise<PersonLeft[]>;
  }
}

const measuring = new Worker(new URL('./long-worker.ts', import.meta.url), { type: 'module' });
const say = (message: ToLongWorker, transfer: Transferable[] = []) =>
  measuring.postMessage(message, transfer);

function makeTrack(): MediaStreamTrackGenerator {
  return new MediaStreamTrackGenerator!({ kind: 'video' });
}

navigator.mediaDevices.getUserMedia = async () => {
  const track = makeTrack();
  say({ kind: 'camera', frames: track.writable }, [track.writable]);
  return new MediaStream([track]);
};

/** Whatever engine starts, its pictures are looked at. */
window.Worker = class extends Worker {
  override postMessage(message: ToEngine, transfer?: Transferable[] | StructuredSerializeOptions) {
    super.postMessage(message, transfer as Transferable[]);
    if (message.kind !== 'start' || !('canvas' in message)) return;
    const track = makeTrack();
    const shown = new MediaStreamTrackProcessor!({ track, maxBufferSize: 20 }).readable;
    say({ kind: 'shown', frames: shown }, [shown]);
    const frames = relay(track.writable, () => {}).open();
    super.postMessage({ kind: 'output', frames }, [frames]);
  }
};

/** One question at a time. @throws if the worker fails */
function ask<Answer>(message: ToLongWorker): Promise<Answer> {
  return new Promise((resolve, reject) => {
    measuring.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    measuring.onerror = ({ message }) => reject(new Error(message));
    say(message);
  });
}

window.takeShown = async () => {
  const { worst, ...report } = await ask<LongReport>({ kind: 'take' });
  return { ...report, worst: worst && (await urlOf(worst)) };
};

window.judgeClip = async (shown) => {
  const video = document.querySelector<HTMLVideoElement>('dialog[open] video')!;
  return ask({ kind: 'judge', clip: await (await fetch(video.src)).blob(), shown });
};

function urlOf(blob: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.readAsDataURL(blob);
  });
}

await import('../../src/app/main.ts');
