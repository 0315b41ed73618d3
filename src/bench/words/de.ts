// All texts of the bench in German (du). A missing or superfluous key is a type error.
import { pluralOf } from '../../app/words/plural.ts';
import type { Words } from './en.ts';

const plural = pluralOf('de');

export const de: Words = {
  title: 'Vanish: Wie schnell läuft es hier?',
  heading: 'Wie schnell läuft es hier?',
  lead: 'Schickt den Clip der Demo durch die Tarnung, so schnell dieses Gerät es kann, und misst zum Vergleich, was andere machen. Nichts verlässt dieses Gerät. Lass den Tab im Vordergrund und das Gerät in Ruhe.',
  back: 'Zurück zur Tarnung',
  measure: 'Messen, zwei Minuten',
  measureAll: 'Alles messen',
  save: 'Als JSON speichern',
  stop: 'Stopp',
  measured: 'Bisher gemessen',
  machine: (gpu, cores) =>
    `${gpu ?? 'Eine GPU, die der Browser nicht nennt'}, ${plural(cores, { one: '# Kern', other: '# Kerne' })}`,
  unmeasured: (what, sentence) => `Nicht gemessen wurde ${what}: ${sentence}`,

  columns: {
    what: 'Was',
    framesPerSecond: 'Bilder pro Sekunde',
    p50: 'Median, ms',
    p95: '95 von 100 höchstens, ms',
  },

  onTier: (what, tier) => `${what} auf ${tier}`,
  ofCase: (onTier, width, height, isRemembered) =>
    `${onTier}, ${width}x${height}, ${isRemembered ? 'mit gemerktem Raum' : 'Bild für Bild'}`,
  peers: {
    'person-removal': 'Real-Time-Person-Removal',
    'blurred-background': 'Personen finden und Hintergrund weichzeichnen',
    'pix2pix-unet': 'pix2pix-U-Net mit 256x256',
  },
};
