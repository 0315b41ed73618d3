// Numbers in sentences, by the rules of a language (Intl.PluralRules).

/** A form for each number: "#" stands for the number; `zero` is taken for 0 where it is given. */
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
