// Pauses work that goes step by step, and stops its clock meanwhile.
export interface Pausing {
  /** ms that passed while it was not paused; only differences count. */
  now(): number;
  /** Resolves when it is not paused. Wait for it before each step. */
  passed(): Promise<void>;
  pause(): void;
  resume(): void;
}

export function createPausing(): Pausing {
  let gate: { opened: Promise<void>; open: () => void } | undefined;
  let pausedAt = 0;
  let paused = 0;

  return {
    now: () => (gate ? pausedAt : performance.now()) - paused,
    passed: async () => gate?.opened,
    pause() {
      if (gate) return;
      pausedAt = performance.now();
      let open = () => {};
      const opened = new Promise<void>((resolve) => (open = resolve));
      gate = { opened, open };
    },
    resume() {
      if (!gate) return;
      paused += performance.now() - pausedAt;
      gate.open();
      gate = undefined;
    },
  };
}
