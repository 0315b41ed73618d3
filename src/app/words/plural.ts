// Numbers in sentences, by a language's plural rules (Intl.PluralRules).

/** A form for each plural category. "#" stands for the number; `zero`, if present, is used for 0. */
export interface PluralForms {
  zero?: string;
  one: string;
  other: string;
}

/** @param language as in BCP 47 */
export function pluralOf(language: string): (count: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(language);
  return (count, { zero, one, other }) => {
    if (count === 0 && zero !== undefined) return zero;
    return (rules.select(count) === 'one' ? one : other).replaceAll('#', String(count));
  };
}
