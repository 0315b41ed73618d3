// A fake of the recorder's worker for tests: it posts what a test wants, and records what it receives.
import type { FromRecorder, Questions, ToRecorder } from './messages.ts';

export interface FakeWorker {
  readonly worker: Worker;
  /** What it received, oldest first. */
  readonly heard: ToRecorder[];
  readonly isEnded: boolean;
  say(message: FromRecorder): void;
  /** Answers the latest question of that kind. */
  answer<What extends keyof Questions>(what: What, answer: Questions[What]['answer']): void;
  /** Fires the error that the browser fires for a file that is missing or throws. */
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
