// Finds the German for what layers below the app say in English.
import { SENTENCES } from './de-sentences.ts';

interface Template {
  pattern: RegExp;
  german: string;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Templates with fewer gaps first: the others would match those sentences too. */
const TEMPLATES: readonly Template[] = Object.entries(SENTENCES)
  .filter(([english]) => english.includes('{}'))
  .sort(([a], [b]) => b.length - a.length)
  .map(([english, german]) => ({
    pattern: new RegExp(`^${english.split('{}').map(escaped).join('(.+?)')}$`, 's'),
    german,
  }));

/** Where a value goes. One in quotes is a name, and stays as it is. */
const GAP = /(„?)\{\}/g;

/** The boundary between two sentences. */
const BETWEEN = /(?<=[.!?…])\s+(?=[\p{Lu}“"„])/u;

/** Translates each sentence that has a German version; the others stay as they are. */
export function inGerman(text: string): string {
  return text.split(BETWEEN).map(oneInGerman).join(' ');
}

function oneInGerman(sentence: string): string {
  if (Object.hasOwn(SENTENCES, sentence)) return SENTENCES[sentence]!;
  for (const { pattern, german } of TEMPLATES) {
    const found = pattern.exec(sentence);
    if (!found) continue;
    let at = 1;
    return german.replace(GAP, (_, quote: string) => {
      const value = found[at++] ?? '';
      return quote ? quote + value : oneInGerman(value);
    });
  }
  return sentence;
}
