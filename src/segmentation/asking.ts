// A network that is asked about people beside the segmenter. One that fails or hangs is left out from then on: the
// segmenter finds people as before.
import { sentenceOf } from '../sentence-of.ts';

/** Milliseconds that an answer may take. */
const ANSWERS_IN = 2000;

export interface Asking<Asked> {
  readonly isThere: boolean;
  /** Asked from now on, until it fails. It is disposed of with this. */
  set(asked: Asked): void;
  /** @returns undefined when there is nobody to ask, or no answer */
  ask<Answer>(question: (asked: Asked) => Promise<Answer>): Promise<Answer | undefined>;
  dispose(): void;
}

/** @param onLeftOut told in a sentence why it is left out */
export function createAsking<Asked extends { dispose(): void }>(
  onLeftOut: (sentence: string) => void,
): Asking<Asked> {
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
        timer = setTimeout(() => reject(new Error('The finder gave no answer.')), ANSWERS_IN);
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
