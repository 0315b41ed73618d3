// The worker that synthesises texture (synthesise.ts): a second of work that no frame may wait for.
import { sentenceOf } from '../sentence-of.ts';
import { pause } from './pause.ts';
import { createSynthesiser, type Synthesiser } from './synthesise.ts';
import type { FromTexture, TextureRequest, ToTexture } from './messages.ts';

let synthesiser: Synthesiser | undefined;
let isStopped = false;

/** Thrown by the pause once the picture is cancelled. */
class Stopped extends Error {}

async function pauseOrStop(): Promise<void> {
  await pause();
  if (isStopped) throw new Stopped();
}

async function make({ width, height, room, ...options }: TextureRequest): Promise<FromTexture> {
  isStopped = false;
  try {
    synthesiser ??= await createSynthesiser();
    const data = new Uint8Array(room.buffer as ArrayBuffer);
    const made = await synthesiser.run({ data, width, height }, { ...options, pause: pauseOrStop });
    const pixels = new Uint8ClampedArray((made?.data ?? data).buffer as ArrayBuffer);
    if (!made) for (let alpha = 3; alpha < pixels.length; alpha += 4) pixels[alpha] = 255;
    return { kind: 'made', pixels };
  } catch (error) {
    if (error instanceof Stopped) return { kind: 'stopped' };
    return { kind: 'failed', sentence: sentenceOf(error) };
  }
}

async function handle(data: ToTexture): Promise<void> {
  if (data.kind === 'stop') isStopped = true;
  else if (data.kind === 'forget') synthesiser?.forget();
  else {
    const answer = await make(data);
    self.postMessage(answer, answer.kind === 'made' ? [answer.pixels.buffer] : []);
  }
}

self.onmessage = ({ data }: MessageEvent<ToTexture>) => void handle(data);
