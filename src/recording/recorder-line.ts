// The connection to one of the recorder's workers. Every question ends, whatever happens to the worker. One that cannot
// load, throws at start, hangs or dies silently is detected, and its connection is cut.
import { errorOf, VanishError } from '../vanish-error.ts';
import { HEARTBEAT, type FromRecorder, type Questions, type ToRecorder } from './messages.ts';

/** After this many missed heartbeats, the worker is gone. A slow disk may block it for a few seconds. */
const SILENT_BEATS = 15;
/** Loading may take longer. */
const SILENT_BEATS_AT_START = 60;

/** Time limits for answers, in heartbeats of a loaded worker. A whole recording takes a while to copy. */
const LONGEST: Record<keyof Questions, number> = {
  list: 30,
  open: 30,
  rename: 30,
  remove: 30,
  isLasting: 30,
  readFilm: 120,
  recover: 600,
  stop: 600,
  cloakFilm: Infinity,
};

const NOT_LOADED =
  'The recorder could not be loaded. Check the connection and try again, or reload the page.';
const STOPPED = 'The recorder stopped working.';
const TOO_LONG = 'the recorder does not answer';

/** A worker of the recorder's is gone. */
export class RecorderGoneError extends VanishError {
  override readonly name = 'RecorderGoneError';
  /** Whether it ever worked. */
  readonly hasWorked: boolean;

  constructor(hasWorked: boolean) {
    super('recorder-gone', hasWorked ? STOPPED : NOT_LOADED);
    this.hasWorked = hasWorked;
  }
}

export interface LineListener {
  /** Receives everything except answers and heartbeats. */
  onMessage: (message: FromRecorder) => void;
  /** Called once, unless the connection is ended before. */
  onGone: (error: RecorderGoneError) => void;
}

export interface Line {
  say(message: ToRecorder, transfer?: Transferable[]): void;
  /** @throws RecorderGoneError, or VanishError with a sentence if it could not be done */
  ask<What extends keyof Questions>(
    what: What,
    given: Questions[What]['given'] | undefined,
  ): Promise<Questions[What]['answer']>;
  /** Terminates the worker. Open questions are rejected. */
  end(): void;
}

interface Question {
  what: keyof Questions;
  /** Heartbeats. */
  left: number;
  resolve: (answer: never) => void;
  reject: (error: Error) => void;
}

export function openLine(create: () => Worker, listener: LineListener): Line {
  const open = new Map<number, Question>();
  let asked = 0;
  let worker: Worker | undefined;
  let silent = 0; // beats
  let hasWorked = false;
  let gone: RecorderGoneError | undefined;

  function end(): void {
    if (gone) return;
    gone = new RecorderGoneError(hasWorked);
    clearInterval(timer);
    worker?.terminate();
    for (const { reject } of open.values()) reject(gone);
    open.clear();
  }

  function cut(): void {
    if (gone) return;
    end();
    listener.onGone(gone!);
  }

  function settle({ number, answer, problem }: Extract<FromRecorder, { kind: 'answer' }>): void {
    const question = open.get(number);
    open.delete(number);
    if (problem === undefined) question?.resolve(answer as never);
    else question?.reject(errorOf(problem));
  }

  // Counts beats rather than ms, so that a computer that was asleep does not count as a hang.
  const timer = setInterval(() => {
    silent++;
    if (silent > (hasWorked ? SILENT_BEATS : SILENT_BEATS_AT_START)) {
      cut();
      return;
    }
    for (const [number, question] of hasWorked ? open : []) {
      question.left--;
      if (question.left > 0) continue;
      if (question.what === 'stop') {
        cut(); // nothing can be recorded in it any more
        return;
      }
      open.delete(number);
      question.reject(new VanishError('too-late', TOO_LONG));
    }
  }, HEARTBEAT);

  try {
    worker = create();
    worker.onmessage = ({ data }: MessageEvent<FromRecorder>) => {
      if (gone) return;
      silent = 0;
      hasWorked = true;
      if (data.kind === 'answer') settle(data);
      else if (data.kind !== 'alive') listener.onMessage(data);
    };
    // An error need not be the end of a worker that works. If it is, the worker falls silent.
    worker.onerror = () => {
      if (!hasWorked) cut();
    };
    worker.onmessageerror = cut; // it may have been an answer
  } catch {
    queueMicrotask(cut); // after the caller has its promise
  }

  return {
    say: (message, transfer = []) => worker?.postMessage(message, transfer),
    ask(what, given) {
      const number = ++asked;
      return new Promise((resolve, reject) => {
        if (gone) {
          reject(gone);
          return;
        }
        open.set(number, { what, left: LONGEST[what], resolve, reject });
        const ports = given && typeof given === 'object' && 'port' in given ? [given.port] : [];
        worker?.postMessage({ kind: 'ask', number, what, given } satisfies ToRecorder, ports);
      });
    },
    end,
  };
}
