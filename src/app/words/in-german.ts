// Finds the German for what layers below the pages say in English.
import { SENTENCES } from './de-sentences.ts';

interface Template {
  pattern: RegExp;
  german: string;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Where a value goes. One in quotes is a name, and stays as it is. */
const GAP = /(„?)\{\}/g;

/** The boundary between two sentences. */
const BETWEEN = /(?<=[.!?…])\s+(?=[\p{Lu}“"„])/u;

/** Translates each sentence that has a German version; the others stay as they are. */
export const inGerman = germanOf(SENTENCES);

/** The same with more sentences: those that only one page shows. */
export function alsoInGerman(more: Readonly<Record<string, string>>): (text: string) => string {
  return germanOf({ ...SENTENCES, ...more });
}

function germanOf(sentences: Readonly<Record<string, string>>): (text: string) => string {
  /** Templates with fewer gaps first: the others would match those sentences too. */
  const templates: readonly Template[] = Object.entries(sentences)
    .filter(([english]) => english.includes('{}'))
    .sort(([a], [b]) => b.length - a.length)
    .map(([english, german]) => ({
      pattern: new RegExp(`^${english.split('{}').map(escaped).join('(.+?)')}$`, 's'),
      german,
    }));

  function translate(sentence: string): string {
    if (Object.hasOwn(sentences, sentence)) return sentences[sentence]!;
    for (const { pattern, german } of templates) {
      const found = pattern.exec(sentence);
      if (!found) continue;
      let at = 1;
      return german.replace(GAP, (_, quote: string) => {
        const value = found[at++] ?? '';
        return quote ? quote + value : translateAll(value);
      });
    }
    return sentence;
  }

  const translateAll = (text: string) => sentencesOf(text).map(translate).join(' ');
  return translateAll;
}

/** Sentences in brackets are the reason within another one: they stay in it. */
function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let isWithin = false;
  for (const part of text.split(BETWEEN)) {
    if (isWithin) sentences.push(`${sentences.pop()} ${part}`);
    else sentences.push(part);
    const sentence = sentences.at(-1)!;
    isWithin = sentence.split('(').length > sentence.split(')').length;
  }
  return isWithin ? text.split(BETWEEN) : sentences; // a name may hold half a pair
}
