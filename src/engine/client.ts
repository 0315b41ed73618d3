// The page's end of one engine: starts the worker, hands it frames and passes on its messages. It touches no pixels.
// lasting-engine.ts handles a worker that breaks.
import type { Settings } from '../cloak/settings.ts';
import type { ThingRequest } from '../cloak/things/things.ts';
import type { Loaded } from '../models/network.ts';
import type { Choice } from '../segmentation/choice.ts';
import type { FromEngine, StartChoice, ToEngine } from './messages.ts';

export interface EngineOptions extends StartChoice {
  /** The canvas that shows the cloaked picture. The worker takes control of it for good. */
  canvas: HTMLCanvasElement;
  /** Called with every message of the engine, in order. */
  listen: (message: FromEngine) => void;
}

export interface Engine {
  /** True while the engine is busy with a frame from `show`. Another frame would be dropped. */
  readonly busy: boolean;
  /** Takes ownership of the frame and closes it, even if the engine is busy and drops it. */
  show(frame: VideoFrame): void;
  /** Takes ownership of a live track's frames. Replaces an earlier stream. */
  attach(frames: ReadableStream<VideoFrame>): void;
  /** Takes a film's frames from the port and answers each with its cloaked picture. */
  attachFilm(port: MessagePort): void;
  /** Ends the source; the last picture stays. */
  stop(): void;
  set(settings: Settings): void;
  /** Requests another variant. `variant` or `variant-problem` follows, or nothing if a newer request overtakes it. */
  useVariant(id: string): void;
  /** Checks how a variant (an id, or the variant itself) runs here. `variant-tried` or `variant-problem` follows. */
  tryVariant(wanted: string | Loaded): void;
  /** Keeps people in the picture, or hides them; `people` follows. */
  choose(choice: Choice): void;
  /** Uses a picture of the room to fill in what has not been seen of it. `room-brought` follows. */
  bringRoom(picture: Blob): void;
  /** Takes a thing out of the picture, or puts it back. `things` follows, or a `notice` that says why not. */
  point(request: ThingRequest): void;
  /** For this long (ms), everything outside the hole is learned as room at once. */
  learn(milliseconds: number): void;
  /**
   * Also sends every picture through the port, cloaked only, until `endRecording`.
   * @param beside whether to put the original to the left of it
   */
  record(port: MessagePort, beside: boolean): void;
  endRecording(): void;
  /** Also writes every displayed picture to this stream, whatever the settings say. Takes ownership of it. */
  output(frames: WritableStream<VideoFrame>): void;
  /** Requests the next cloaked picture as PNG. It arrives as a message. */
  snapshot(): void;
  dispose(): void;
}

/** Starts the engine's worker; `progress` messages follow, then `ready` or a fatal `problem`. */
export function createEngine({ canvas, listen, ...choice }: EngineOptions): Engine {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  let busy = false;

  function say(message: ToEngine, transfer: Transferable[] = []): void {
    worker.postMessage(message, transfer);
  }

  let hasSpoken = false;
  let sourcesEnded = 0;

  worker.onmessage = ({ data }: MessageEvent<FromEngine>) => {
    hasSpoken = true;
    if (data.kind !== 'frame-done') return listen(data);
    busy = false;
    // A frame from the previous source may finish after the source has changed.
    listen(data.source === sourcesEnded ? data : { kind: 'frame-done' });
  };
  worker.onerror = ({ message }) => {
    if (hasSpoken) return; // a stray error; the watchdog finds out whether the worker still works
    const reason = message ? ` (${message})` : '';
    const sentence = `The cloak could not be loaded${reason}. Nothing is shown. Reload the page to try again.`;
    listen({ kind: 'problem', sentence, code: 'not-loaded', fatal: true });
  };

  const offscreen = canvas.transferControlToOffscreen();
  say({ kind: 'start', canvas: offscreen, ...choice }, [offscreen]);

  return {
    get busy() {
      return busy;
    },
    show(frame) {
      if (busy) {
        frame.close();
        return;
      }
      busy = true;
      say({ kind: 'frame', frame }, [frame]);
    },
    attach: (frames) => say({ kind: 'stream', frames }, [frames]),
    attachFilm: (port) => say({ kind: 'film', port }, [port]),
    stop() {
      sourcesEnded++;
      say({ kind: 'stop' });
    },
    set: (settings) => say({ kind: 'settings', settings }),
    useVariant: (id) => say({ kind: 'variant', id }),
    tryVariant: (wanted) => say({ kind: 'try-variant', wanted }),
    choose: (choice) => say({ kind: 'choose', choice }),
    bringRoom: (picture) => say({ kind: 'bring-room', picture }),
    point: (request) => say({ kind: 'point', request }),
    learn: (milliseconds) => say({ kind: 'learn', milliseconds }),
    record: (port, beside) => say({ kind: 'record', port, beside }, [port]),
    endRecording: () => say({ kind: 'record-end' }),
    output: (frames) => say({ kind: 'output', frames }, [frames]),
    snapshot: () => say({ kind: 'snapshot' }),
    dispose: () => worker.terminate(),
  };
}
