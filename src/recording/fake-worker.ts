// The recorder's worker as tests make it: it says what it is told to say, and keeps what is said to it.
import type { FromRecorder, Questions, ToRecorder } from './messages.ts';

export interface FakeWorker {
  readonly worker: Worker;
  /** What was said to it, oldest first. */
  readonly heard: ToRecorder[];
  readonly isEnded: boolean;
  say(message: FromRecorder): void;
  /** Answers what was asked last of that kind. */
  answer<What extends keyof Questions>(what: What, answer: Questions[What]['answer']): void;
  /** As the browser does for a file that is not there, or one that throws. */
  fail(): void;
}

export function fakeWorker(): FakeWorker {
  const heard: ToRecorder[] = [];
  let isEnded = false;
  const worker = {
    postMessage: (message: ToRecorder) => void heard.push(message),
    terminate: () => void (isEnded = true),
  } as unknown as Worker;
  const say = (data: FromRecorder) => worker.onmessage!({ data } as MessageEvent<FromRecorder>);
  return {
    worker,
    heard,
    say,
    get isEnded() {
      return isEnded;
    },
    answer(what, answer) {
      const asked = heard.findLast((each) => each.kind === 'ask' && each.what === what);
      if (asked?.kind !== 'ask') throw new Error(`${what} was not asked.`);
      say({ kind: 'answer', number: asked.number, answer });
    },
    fail: () => worker.onerror!(new Event('error') as ErrorEvent),
  };
}
