// German translations of what only the bench shows, by the English sentence, as in src/app/words/de-sentences.ts.

export const SENTENCES: Readonly<Record<string, string>> = {
  'There was no answer within {} minutes.': 'In {} Minuten kam keine Antwort.',
  'The worker stopped: {}.': 'Der Worker hielt an: {}.',
  'The demo clip has no picture.': 'Der Clip der Demo hat kein Bild.',
  'This browser gives no access to a GPU through WebGPU.':
    'Dieser Browser gibt über WebGPU keinen Zugriff auf eine GPU.',
  'The {} backend did not start.': 'Das Backend {} ist nicht gestartet.',
  'The list of variants names none.': 'Die Liste der Varianten nennt keine.',
};
