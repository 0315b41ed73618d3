// Everything that the call page in German needs, as one script that is loaded only then.
import { alsoInGerman } from '../../app/words/in-german.ts';
import { SENTENCES } from './de-sentences.ts';

export { de as words } from './de.ts';
export const translate = alsoInGerman(SENTENCES);
