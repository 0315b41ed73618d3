// Everything that the blind test in German needs, as one script that is loaded only then.
export { de as words } from './de.ts';
/** No layer below the blind test says anything. */
export const translate = (text: string) => text;
