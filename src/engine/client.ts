// The page's end of one engine: starts the worker, hands it frames, tells what comes back. No pixels are touched
// here. What happens when the worker breaks stands in lasting-engine.ts.
import type { Settings } from '../cloak/settings.ts';
import type { ThingWish } from '../cloak/things/things.ts';
import type { Loaded } from '../models/network.ts';
import type { Choice } from '../segmentation/choice.ts';
import type { FromEngine, StartChoice, ToEngine } from './messages.ts';

export interface EngineOptions extends StartChoice {
  /** The canvas that shows the cloaked picture. Its control goes to the worker for good. */
  canvas: HTMLCanvasElement;
  /** Called for everything the engine says, in order. */
  listen: (message: FromEngine) => void;
}

export interface Engine {
  /** True while the engine is busy with a frame handed in by `show`; a new one would be dropped. */
  readonly busy: boolean;
  /** Takes over the frame (and closes it, also when it is dropped because the engine is busy). */
  show(frame: VideoFrame): void;
  /** Takes over a live track's frames; replaces an earlier stream. */
  attach(frames: ReadableStream<VideoFrame>): void;
  /** Takes a film's frames from the port, and answers each with its cloaked picture. */
  attachFilm(port: MessagePort): void;
  /** Ends the source; the last picture stays. */
  stop(): void;
  set(settings: Settings): void;
  /** Asks for another variant; `variant` or `variant-problem` follows, or nothing when a newer wish came first. */
  useVariant(id: string): void;
  /** Asks how a variant (its id, or itself) does here; `variant-tried` or `variant-problem` follows. */
  tryVariant(wanted: string | Loaded): void;
  /** Keeps people in the picture, or hides them; `people` follows. */
  choose(choice: Choice): void;
  /** What is not known of the room is to be taken from a picture of it; `room-brought` follows. */
  bringRoom(picture: Blob): void;
  /** Takes a thing out of the picture, or gives it back; `things` follows, or a `notice` that says why not. */
  point(wish: ThingWish): void;
  /** For so long (ms) whatever shows outside the hole is taken for the room at once. */
  learn(milliseconds: number): void;
  /**
   * Sends every cloaked picture through the port too, and makes no others, until `endRecording`.
   * @param beside with the original at the left of it
   */
  record(port: MessagePort, beside: boolean): void;
  endRecording(): void;
  /** Writes every picture that is shown there too, whatever the settings say. Takes over the stream. */
  output(frames: WritableStream<VideoFrame>): void;
  /** Asks for the next cloaked picture as PNG; it comes as a message. */
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
    // A frame of the source before may get done when another is in use.
    listen(data.source === sourcesEnded ? data : { kind: 'frame-done' });
  };
  worker.onerror = ({ message }) => {
    if (hasSpoken) return; // a stray error; whether the worker still works, the watchdog sees
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
    point: (wish) => say({ kind: 'point', wish }),
    learn: (milliseconds) => say({ kind: 'learn', milliseconds }),
    record: (port, beside) => say({ kind: 'record', port, beside }, [port]),
    endRecording: () => say({ kind: 'record-end' }),
    output: (frames) => say({ kind: 'output', frames }, [frames]),
    snapshot: () => say({ kind: 'snapshot' }),
    dispose: () => worker.terminate(),
  };
}
