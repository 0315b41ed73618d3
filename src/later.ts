// The page's only kind of timer, small enough for tests to pass a fake.

/** Calls back once, after this many ms. @returns cancels it */
export type Later = (callback: () => void, milliseconds: number) => () => void;

export const later: Later = (callback, milliseconds) => {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
};
