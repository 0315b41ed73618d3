// An engine that survives its worker. This is the one place that notices when the cloak hangs, crashes or loses the
// graphics device. It then starts another worker with the same variant and settings and a new canvas. Meanwhile the
// picture is covered, and the owner of the source is asked to attach it again. Errors in a start itself are not
// repaired here.
import { DEFAULT_SETTINGS, type Settings } from '../cloak/settings.ts';
import { createEngine, type Engine, type EngineOptions } from './client.ts';
import type { FromEngine, StartChoice } from './messages.ts';
import { relay, type Relay } from './relay.ts';
import { createWatchdog, TICK } from './watchdog.ts';

/** Most restarts within `WITHIN`, or before one is ready. After that, another worker would not help. */
const MOST_RESTARTS = 3;
/** ms */
const WITHIN = 60_000;

export interface LastingEngineOptions extends EngineOptions {
  /** Returns a canvas that replaces the last one, whose control was lost with its worker. */
  nextCanvas: () => Promise<HTMLCanvasElement>;
  /** Creates a single engine; tests pass their own. */
  create?: (options: EngineOptions) => Engine;
}

/**
 * Like `createEngine`. It also sends `restarting` when another worker takes over; the source must then be attached
 * again at the `ready` that follows.
 */
export function createLastingEngine(options: LastingEngineOptions): Engine {
  const { listen, nextCanvas, create = createEngine, canvas, ...choice } = options;
  let settings: Settings = DEFAULT_SETTINGS;
  /** The variant and tier that last worked. */
  let proven: StartChoice | undefined;
  let restarts: number[] = [];
  let readyAt = -Infinity; // as ms from `performance.now()`
  let isDisposed = false;
  let watchdog = createWatchdog();
  const relays = new Set<Relay>();

  function open(on: HTMLCanvasElement, how: StartChoice): Engine {
    watchdog = createWatchdog();
    const mine = create({
      ...how,
      canvas: on,
      listen: (message) => mine === engine && onMessage(message),
    });
    mine.set(settings);
    return mine;
  }

  let engine: Engine | undefined;
  const now = (): Engine | undefined => engine;
  engine = open(canvas, choice);

  function onMessage(message: FromEngine): void {
    watchdog.note(message);
    if (message.kind === 'broken') {
      replace(message.sentence);
      return;
    }
    if (message.kind === 'recovered' && isTooOften()) {
      giveUp('The graphics device keeps getting lost.');
      return;
    }
    if (message.kind === 'ready') proven = { ...choice, tier: message.tier };
    if (message.kind === 'ready' || message.kind === 'recovered') readyAt = performance.now();
    if (hasVariant(message)) proven = { ...proven, variant: message.variant };
    if (message.kind === 'problem' && message.fatal && restarts.length > 0 && proven) {
      // The last tier does not start again: use any that does.
      const isLast = proven.tier === choice.tier;
      proven = { ...proven, tier: choice.tier };
      if (!isLast) {
        replace(message.sentence);
        return;
      }
    }
    listen(message);
  }

  /** Counts another restart. @returns whether there were too many */
  function isTooOften(): boolean {
    const began = performance.now();
    restarts = [...restarts.filter((at) => began - at < WITHIN || at > readyAt), began];
    return restarts.length > MOST_RESTARTS;
  }

  function giveUp(reason: string): void {
    now()?.dispose();
    engine = undefined;
    clearInterval(timer);
    const sentence = `${reason} Restarting did not help. Nothing is shown. Reload the page to try again.`;
    listen({ kind: 'problem', sentence, code: 'broken', fatal: true });
  }

  function replace(reason: string): void {
    if (isTooOften()) {
      giveUp(reason);
      return;
    }
    now()?.dispose();
    engine = undefined;
    const next = proven
      ? 'The cloak is restarting, and relearns the room.'
      : 'The cloak is restarting.';
    listen({ kind: 'restarting', sentence: `${reason} ${next}` });
    void takeOver();
  }

  async function takeOver(): Promise<void> {
    const fresh = await nextCanvas();
    if (isDisposed) return;
    engine = open(fresh, proven ?? choice);
    for (const each of relays) engine.output(each.open());
  }

  const timer = setInterval(() => {
    const reason = now() && watchdog.tick();
    if (reason) replace(reason);
  }, TICK);

  return {
    get busy() {
      return now()?.busy ?? true;
    },
    show(frame) {
      const taker = now();
      if (taker) taker.show(frame);
      else frame.close();
    },
    attach(frames) {
      const taker = now();
      if (taker) taker.attach(frames);
      else void frames.cancel();
    },
    attachFilm(port) {
      const taker = now();
      if (taker) taker.attachFilm(port);
      else port.close();
    },
    stop: () => now()?.stop(),
    set(next) {
      settings = next;
      now()?.set(next);
    },
    useVariant: (id) => now()?.useVariant(id),
    tryVariant: (wanted) => now()?.tryVariant(wanted),
    choose: (choice) => now()?.choose(choice),
    bringRoom: (picture) => now()?.bringRoom(picture),
    point: (request) => now()?.point(request),
    learn: (milliseconds) => now()?.learn(milliseconds),
    record(port, beside) {
      const taker = now();
      if (taker) taker.record(port, beside);
      else port.close();
    },
    endRecording: () => now()?.endRecording(),
    output(frames) {
      const each = relay(frames, () => relays.delete(each));
      relays.add(each);
      now()?.output(each.open());
    },
    snapshot: () => now()?.snapshot(),
    dispose() {
      isDisposed = true;
      clearInterval(timer);
      now()?.dispose();
      engine = undefined;
      for (const each of relays) each.close();
    },
  };
}

/** Whether the message says which variant works, as opposed to which one is loading. */
function hasVariant(
  message: FromEngine,
): message is Extract<FromEngine, { kind: 'ready' | 'whole' | 'variant' }> {
  if (message.kind === 'ready') return message.milliseconds !== undefined;
  return message.kind === 'whole' || message.kind === 'variant';
}
