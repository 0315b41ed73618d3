// How the page writes what is known of the room.
import type { RoomReport } from '../../cloak/room/report.ts';
import type { SourceKind } from '../../sources/source.ts';

/** Of the whole picture, 0..1: with so much seen the rest is noise along the edges. */
const KNOWN_FROM = 0.98;

/** As "83 %"; 100 % and 0 % are said of the whole and of nothing only. */
export function formatShare(share: number): string {
  const percent = Math.round(100 * share);
  const honest =
    share > 0 && share < 1 ? Math.min(99, Math.max(1, percent)) : Math.min(100, percent);
  return `${honest}\u00a0%`;
}

/** As "0.9 %". @param margin a share of the picture's longer side */
export function formatMargin(margin: number): string {
  return `${(100 * margin).toFixed(1)}\u00a0%`;
}

/** As "Behind you: 83 % seen, 17 % guessed"; without anybody, how much of the room was seen. */
export function describeKnown({ seenOfHole, seenOfFrame }: RoomReport, kind: SourceKind): string {
  if (seenOfHole === undefined) return `The room: ${formatShare(seenOfFrame)} seen`;
  const behind = kind === 'camera' ? 'Behind you' : 'Behind them';
  if (seenOfHole === 1) return `${behind}: all seen`;
  return `${behind}: ${formatShare(seenOfHole)} seen, ${formatShare(1 - seenOfHole)} guessed`;
}

/** One line that says what would make the cloak perfect. */
export function describeRemedy(kind: SourceKind): string {
  return kind === 'camera'
    ? 'Step aside for two seconds, and the cloak is perfect.'
    : 'What is behind them is guessed until they step aside.';
}

/** What came of learning the room. */
export interface Lesson {
  isKnown: boolean;
  sentence: string;
}

/** @param report the first one after the learning */
export function judgeLesson({ seenOfHole, seenOfFrame }: RoomReport, kind: SourceKind): Lesson {
  if (seenOfFrame >= KNOWN_FROM) {
    const sentence = kind === 'camera' ? 'The room is known: come back in.' : 'The room is known.';
    return { isKnown: true, sentence };
  }
  const rest = formatShare(1 - seenOfFrame);
  const sentence =
    seenOfHole === undefined
      ? `${rest} of the room could not be learned. Hold the camera still and try again.`
      : `Somebody was still in the picture: ${rest} of it remains guessed.`;
  return { isKnown: false, sentence };
}
