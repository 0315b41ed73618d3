// Time for unit tests: it passes when it is told to.
import type { Later } from './later.ts';

/** @returns the timers, and what lets so many ms pass */
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
