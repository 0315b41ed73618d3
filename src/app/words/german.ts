// Everything that a page in German needs, as one script that other pages do not load.
export { de as words } from './de.ts';
export { inGerman as translate } from './in-german.ts';
