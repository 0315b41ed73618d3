// German translations of what only createCloak says, by the English sentence, as in src/app/words/de-sentences.ts.

export const SENTENCES: Readonly<Record<string, string>> = {
  'This browser lacks what the cloak is made of: {}.':
    'Diesem Browser fehlt, woraus die Tarnung besteht: {}.',
  'The camera’s track has ended, and with it the cloaked one.':
    'Das Bild der Kamera ist zu Ende, und mit ihm das getarnte.',
  'The camera’s track is muted: the last cloaked picture stays.':
    'Das Bild der Kamera ist unterbrochen: Das letzte getarnte Bild bleibt stehen.',
  'The camera’s track delivers no pictures: the last cloaked picture stays.':
    'Von der Kamera kommen keine Bilder: Das letzte getarnte Bild bleibt stehen.',
  'The cloak broke, and with it its track.':
    'Die Tarnung funktioniert nicht mehr, und mit ihr endet das getarnte Bild.',
  'Put it on again.': 'Ruf noch einmal an.',
};
