// All texts of the call page in German (du). A missing or superfluous key is a type error.
import type { Words } from './en.ts';

export const de: Words = {
  title: 'Vanish im Anruf',
  begin: 'Drück den Knopf: Der Anruf geht von dieser Seite an sie selbst.',
  isOn: 'Der Anruf läuft. Unten siehst du, was die andere Seite sieht.',
  hasEnded: 'Der Anruf ist beendet.',
  again: 'Drück „Mich selbst anrufen“, um es noch einmal zu versuchen.',
  otherSide: 'Was die andere Seite sieht',
  call: 'Mich selbst anrufen',
  end: 'Anruf beenden',
  cloak: 'Tarnung',
  variant: 'Variante',
  stats: (variant, tier, rate) => `${variant} auf ${tier}, ${rate} Bilder pro Sekunde`,
};
