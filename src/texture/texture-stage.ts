// The texture stage turns the generator's smooth fill into one that looks like the room, from the room's own pixels,
// in a worker. This file owns the worker: one picture at a time, a timeout, and a new worker after a failure.
import { afterAwake } from '../awake-time.ts';
import type { FromTexture, TextureRequest, ToTexture } from './messages.ts';
import { pause } from './pause.ts';

export interface TextureStage {
  /**
   * Starts from the last answer's field when the size is the same, so that the fill stays still. Transfers the room's
   * buffer. Requests are queued and run one at a time.
   * @returns RGBA at the frame's size, A 255; where too little is known to copy from, the room as it was given
   * @throws Error on a timeout or when its worker fails; a DOMException AbortError when `signal` is aborted
   */
  synthesise(request: TextureRequest, signal?: AbortSignal): Promise<Uint8ClampedArray>;
  /** Another room follows: the last field is discarded. */
  forget(): void;
  dispose(): void;
}

/** Timeout per megapixel, ms: about ten times what one core needs. */
const LIMIT_PER_MEGAPIXEL = 60_000;
/** Shortest timeout for any picture, ms: the worker must load first. */
const LEAST_LIMIT = 30_000;

/** @param open creates the worker; for tests */
export function createTextureStage(
  open = () => new Worker(new URL('./texture-worker.ts', import.meta.url), { type: 'module' }),
): TextureStage {
  let worker: Worker | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let endNow: ((reason: Error) => void) | undefined;

  function end(reason: Error): void {
    worker?.terminate();
    worker = undefined;
    endNow?.(reason);
  }

  function ask(request: TextureRequest, signal?: AbortSignal): Promise<Uint8ClampedArray> {
    const { width, height, room } = request;
    return new Promise<Uint8ClampedArray>((resolve, reject) => {
      signal?.throwIfAborted();
      const asked = (worker ??= open());
      const most = Math.max(LEAST_LIMIT, (LIMIT_PER_MEGAPIXEL * width * height) / 1e6);
      const stopTimer = afterAwake(
        () => end(new Error(`The texture did not come within ${Math.round(most / 1000)} seconds.`)),
        most,
      );
      const stop = () => tell({ kind: 'stop' });
      const tell = (message: ToTexture, transfer: Transferable[] = []) =>
        asked.postMessage(message, transfer);
      const settle = (act: () => void) => {
        stopTimer();
        signal?.removeEventListener('abort', stop);
        endNow = undefined;
        act();
      };
      endNow = (reason) => settle(() => reject(reason));
      asked.onerror = ({ message }) =>
        end(new Error(`The texture's worker failed (${message || 'it did not load'}).`));
      asked.onmessage = ({ data }: MessageEvent<FromTexture>) => {
        if (data.kind === 'made') settle(() => resolve(data.pixels));
        else if (data.kind === 'stopped') settle(() => reject(signal!.reason as Error));
        else end(new Error(data.sentence));
      };
      signal?.addEventListener('abort', stop);
      tell({ kind: 'synthesise', ...request }, [room.buffer]);
    });
  }

  return {
    synthesise(request, signal) {
      const answer = queue.then(() => ask(request, signal));
      queue = answer.catch(pause);
      return answer;
    },
    forget() {
      // Queued like the pictures: otherwise one in progress would become the starting point of the next.
      queue = queue.then(() => worker?.postMessage({ kind: 'forget' } satisfies ToTexture));
    },
    dispose: () => end(new DOMException('The texture is not wanted any more.', 'AbortError')),
  };
}
