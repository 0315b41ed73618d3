// All texts of the blind test in English; de.ts has them in German.

export const en = {
  title: 'Vanish: real or cloaked?',
  heading: 'Real room, or cloaked?',
  lead: 'Some of these pictures are photographs of an empty room. In the others somebody stands, and Vanish has taken them away.',
  picture: 'A room: is it real or cloaked?',
  real: 'Real (R)',
  cloaked: 'Cloaked (C)',
  next: 'Next (N)',
  verdict: (isRight: boolean, isReal: boolean) =>
    `${isRight ? 'Right' : 'Wrong'}: this room is ${isReal ? 'real' : 'cloaked'}.`,
  noServer: 'The test’s server does not answer. Start the test again.',

  pictureOf: (at: number, all: number) => `Picture ${at} of ${all}.`,
  thatWasAll: 'That was all.',
  noAnswerYet: 'No answer yet.',
  score: (right: number, total: number, share: string) => `${right} of ${total} right: ${share}`,
  interval: (confidence: string, low: string, high: string) =>
    `(${confidence} interval: ${low} to ${high}).`,
  givesItselfAway: 'The cloak gives itself away.',
  misleads: 'Wrong more often than by chance: something misleads.',
  mayBeGuessing: 'That may be guessing.',
};

/** The texts that every language must have. */
export type Words = typeof en;
