// Calls an optional network that finds people alongside the segmenter. After a failure or timeout it is disabled for
// good, and the segmenter works alone.
import { afterAwake } from '../awake-time.ts';
import { sentenceOf } from '../sentence-of.ts';

/** Timeout of an answer, ms. It starts once the question before it is done: a network answers one after the other. */
const ANSWERS_WITHIN = 2000;

export interface GuardedNetwork<Asked> {
  readonly isThere: boolean;
  /** Sets the network to call until it fails. It is disposed of together with this. */
  set(asked: Asked): void;
  /**
   * @param question called before this returns
   * @returns undefined when there is no network, or when it failed or timed out
   */
  ask<Answer>(question: (asked: Asked) => Promise<Answer>): Promise<Answer | undefined>;
  dispose(): void;
}

/** @param onDrop receives the reason, as a sentence, when the network is disabled */
export function guardNetwork<Asked extends { dispose(): void }>(
  onDrop: (sentence: string) => void,
): GuardedNetwork<Asked> {
  let inUse: Asked | undefined;
  let isDisposed = false;
  /** The latest question; never rejects. */
  let latest: Promise<unknown> = Promise.resolve();

  function drop(asked: Asked, error: unknown): void {
    if (inUse !== asked) return;
    asked.dispose();
    inUse = undefined;
    onDrop(sentenceOf(error));
  }

  async function answerInTime<Answer>(
    asked: Asked,
    coming: Promise<Answer>,
    before: Promise<unknown>,
  ): Promise<Answer | undefined> {
    coming.catch(() => {}); // it is awaited once the question before is done
    await before;
    if (inUse !== asked) return undefined;
    let stopTimer = () => {};
    const late = new Promise<never>((_, reject) => {
      const giveUp = () => reject(new Error('The finder gave no answer.'));
      stopTimer = afterAwake(giveUp, ANSWERS_WITHIN);
    });
    try {
      return await Promise.race([coming, late]);
    } catch (error) {
      drop(asked, error);
      return undefined;
    } finally {
      stopTimer();
    }
  }

  return {
    get isThere() {
      return inUse !== undefined;
    },
    set(asked) {
      if (isDisposed) asked.dispose();
      else inUse = asked;
    },
    async ask(question) {
      const asked = inUse;
      if (!asked) return undefined;
      const answer = answerInTime(asked, question(asked), latest);
      latest = answer;
      return answer;
    },
    dispose() {
      isDisposed = true;
      inUse?.dispose();
      inUse = undefined;
    },
  };
}
