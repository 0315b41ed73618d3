// What the tests of all dictionaries share.

/** Calls a text that is a function. @param path for example "hiding.person" */
export type Given = (path: string) => readonly unknown[];

const NUMBERS_AND_NAMES: Given = () => [2, 3, 'x', 'left', true];

/** Every text of a dictionary by its path. Functions are called with `given`. */
export function textsOf(
  words: object,
  given: Given = NUMBERS_AND_NAMES,
  path = '',
): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    const at = path ? `${path}.${name}` : name;
    if (typeof value === 'string') return [[at, value]];
    if (typeof value !== 'function') return textsOf(value as object, given, at);
    return [[at, String((value as (...all: unknown[]) => unknown)(...given(at)))]];
  });
}

/** The paths of texts that are the same in two dictionaries, although they hold a word. */
export function sameTexts(one: object, other: object, given?: Given): string[] {
  const texts = new Map(textsOf(other, given));
  return textsOf(one, given)
    .filter(([at, text]) => texts.get(at) === text && /[a-z]{2}/i.test(text))
    .map(([at]) => at);
}

/** Matches German texts that do not say du. */
export const FORMAL = /\bIhr(e|en|em|er|es)?\b(?! Schalter)|\bSie (können|müssen|haben|sind)\b/;

/** Matches texts that were made of something missing. */
export const BROKEN = /undefined|NaN|\[object/;
