// All texts of the blind test in German (du). A missing or superfluous key is a type error.
import type { Words } from './en.ts';

export const de: Words = {
  title: 'Vanish: echt oder getarnt?',
  heading: 'Echter Raum oder getarnt?',
  lead: 'Manche dieser Bilder sind Fotos eines leeren Raums. Auf den anderen stand jemand, und Vanish hat die Person verschwinden lassen.',
  picture: 'Ein Raum: Ist er echt oder getarnt?',
  real: 'Echt (R)',
  cloaked: 'Getarnt (C)',
  next: 'Weiter (N)',
  verdict: (isRight, isReal) =>
    `${isRight ? 'Richtig' : 'Falsch'}: Dieser Raum ist ${isReal ? 'echt' : 'getarnt'}.`,
  noServer: 'Der Server des Tests antwortet nicht. Starte den Test noch einmal.',

  pictureOf: (at, all) => `Bild ${at} von ${all}.`,
  thatWasAll: 'Das waren alle.',
  noAnswerYet: 'Noch keine Antwort.',
  score: (right, total, share) => `${right} von ${total} richtig: ${share}`,
  interval: (confidence, low, high) =>
    `(Konfidenzintervall zum Niveau ${confidence}: ${low} bis ${high}).`,
  givesItselfAway: 'Die Tarnung verrät sich.',
  misleads: 'Öfter falsch als durch Zufall: Etwas führt in die Irre.',
  mayBeGuessing: 'Das kann geraten sein.',
};
