// What makes texture: the smooth fill of the generator becomes one that looks like the room, out of the room's own pixels,
// in a worker of its own. Here is the worker's owner: one picture at a time, a time limit, and another worker after a failure.
import type { FromTexture, TextureRequest, ToTexture } from './messages.ts';
import { pause } from './pause.ts';

export interface TextureStage {
  /**
   * Starts from the last answer's field when the size is the same, so that the fill stays still. The room's buffer is
   * transferred. One at a time: another begins when the one before has ended.
   * @returns RGBA at the frame's size, A 255; where too little is known to copy from, the room as it was given
   * @throws Error on a time-out or when its worker fails; a DOMException AbortError when `signal` is aborted
   */
  synthesise(request: TextureRequest, signal?: AbortSignal): Promise<Uint8ClampedArray>;
  /** Another room follows: nothing of the last field is used. */
  forget(): void;
  dispose(): void;
}

/** A picture of a megapixel may take so long, ms: some ten times what it takes here on one core. */
const LIMIT_PER_MEGAPIXEL = 60_000;
/** ... and any picture at least so long: the worker is loaded first. */
const LEAST_LIMIT = 30_000;

/** @param open opens its worker; for tests */
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
      const limit = setTimeout(
        () => end(new Error(`The texture did not come within ${Math.round(most / 1000)} seconds.`)),
        most,
      );
      const stop = () => tell({ kind: 'stop' });
      const tell = (message: ToTexture, transfer: Transferable[] = []) =>
        asked.postMessage(message, transfer);
      const settle = (act: () => void) => {
        clearTimeout(limit);
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
      // In order with the pictures: one under way must not be the next one's beginning.
      queue = queue.then(() => worker?.postMessage({ kind: 'forget' } satisfies ToTexture));
    },
    dispose: () => end(new DOMException('The texture is not wanted any more.', 'AbortError')),
  };
}
