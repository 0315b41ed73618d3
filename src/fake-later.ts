// Fake timers for unit tests: time passes only when told to.
import type { Later } from './later.ts';

/** @returns the timer function, and `pass`, which advances time by that many ms */
export function fakeLater(): { later: Later; pass: (milliseconds: number) => void } {
  const waiting = new Set<{ callback: () => void; at: number }>();
  let now = 0; // ms
  return {
    later(callback, milliseconds) {
      const entry = { callback, at: now + milliseconds };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
    pass(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const next = [...waiting].sort((a, b) => a.at - b.at)[0];
        if (!next || next.at > end) break;
        waiting.delete(next);
        now = next.at;
        next.callback();
      }
      now = end;
    },
  };
}
