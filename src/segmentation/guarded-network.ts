// Calls an optional network that finds people besides the segmenter. After a failure or timeout it is disabled for
// good, and the segmenter works alone.
import { sentenceOf } from '../sentence-of.ts';

/** Timeout of an answer, ms. */
const ANSWERS_WITHIN = 2000;

export interface GuardedNetwork<Asked> {
  readonly isThere: boolean;
  /** Sets the network to call until it fails. It is disposed of together with this. */
  set(asked: Asked): void;
  /** @returns undefined when there is no network, or when it failed or timed out */
  ask<Answer>(question: (asked: Asked) => Promise<Answer>): Promise<Answer | undefined>;
  dispose(): void;
}

/** @param onLeftOut receives the reason, as a sentence, when the network is disabled */
export function guardNetwork<Asked extends { dispose(): void }>(
  onLeftOut: (sentence: string) => void,
): GuardedNetwork<Asked> {
  let inUse: Asked | undefined;
  let isDisposed = false;

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
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('The finder gave no answer.')), ANSWERS_WITHIN);
      });
      try {
        return await Promise.race([question(asked), late]);
      } catch (error) {
        if (inUse === asked) {
          asked.dispose();
          inUse = undefined;
          onLeftOut(sentenceOf(error));
        }
        return undefined;
      } finally {
        clearTimeout(timer);
      }
    },
    dispose() {
      isDisposed = true;
      inUse?.dispose();
      inUse = undefined;
    },
  };
}
