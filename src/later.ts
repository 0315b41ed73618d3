// The page's one kind of timer, small enough that tests pass a fake.

/** Calls back once, after so many ms. @returns prevents it */
export type Later = (callback: () => void, milliseconds: number) => () => void;

export const later: Later = (callback, milliseconds) => {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
};
