// The page's words for what is known of the room.
import type { RoomReport } from '../../cloak/room/report.ts';
import type { SourceKind } from '../../sources/source.ts';
import { formatNumber, t } from '../words/words.svelte.ts';

/** Share of the whole picture, 0..1. Above it, the rest is noise along the edges. */
const KNOWN_FROM = 0.98;

/** For example "83 %"; 100 % and 0 % only stand for all and nothing. */
export function formatShare(share: number): string {
  const percent = Math.round(100 * share);
  const honest =
    share > 0 && share < 1 ? Math.min(99, Math.max(1, percent)) : Math.min(100, percent);
  return `${honest}\u00a0%`;
}

/** For example "0.9 %". @param margin a share of the picture's longer side */
export function formatMargin(margin: number): string {
  return `${formatNumber(100 * margin, 1)}\u00a0%`;
}

/** For example "Behind you: 83 % seen, 17 % guessed"; without anybody, how much of the room was seen. */
export function describeKnown({ seenOfHole, seenOfFrame }: RoomReport, kind: SourceKind): string {
  if (seenOfHole === undefined) return t().room.seenOfRoom(formatShare(seenOfFrame));
  const isCamera = kind === 'camera';
  if (seenOfHole === 1) return t().room.allSeen(isCamera);
  return t().room.seenBehind(isCamera, formatShare(seenOfHole), formatShare(1 - seenOfHole));
}

/** One line that says what would make the cloak perfect. */
export function describeRemedy(kind: SourceKind): string {
  return kind === 'camera' ? t().room.stepAside : t().room.untilTheyStepAside;
}

/** The result of learning the room. */
export interface Lesson {
  isKnown: boolean;
  sentence: string;
}

/** @param report the first one after learning */
export function judgeLesson({ seenOfHole, seenOfFrame }: RoomReport, kind: SourceKind): Lesson {
  if (seenOfFrame >= KNOWN_FROM) {
    const sentence = kind === 'camera' ? t().room.isKnownComeBack : t().room.isKnown;
    return { isKnown: true, sentence };
  }
  const rest = formatShare(1 - seenOfFrame);
  const sentence =
    seenOfHole === undefined ? t().room.notLearned(rest) : t().room.somebodyStayed(rest);
  return { isKnown: false, sentence };
}
