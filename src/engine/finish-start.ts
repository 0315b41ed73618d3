// Loads the rest of a cloak that started without its generator. It waits for the first picture, or for a short time if
// none comes, so that the first picture has the machine to itself.
import type { FromEngine } from './messages.ts';
import type { Started } from './start.ts';

/** For this long, ms, the first picture has the machine to itself. If it takes longer, it has to share. */
const PICTURE_WITHIN = 1500;

export interface FinishOptions {
  started: Started;
  /** Resolves once a picture has been shown. */
  firstPicture: Promise<void>;
  /** Runs the work between two frames. */
  between: <Result>(work: () => Promise<Result>) => Promise<Result>;
  say: (message: FromEngine) => void;
}

/** @throws Error with a sentence when the generator cannot be used */
export async function finishStart(options: FinishOptions): Promise<void> {
  const { started, firstPicture, between, say } = options;
  if (!started.rest) return;
  await Promise.race([firstPicture, new Promise((then) => setTimeout(then, PICTURE_WITHIN))]);
  const { tried, reason, use } = await started.rest();
  await between(use);
  say({ kind: 'whole', tried, reason, ...started.slot.inUse });
}
