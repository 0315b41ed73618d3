import { expect, test } from 'vitest';
import { describeKnown, formatShare, judgeLesson } from './room-words.ts';

function report(seenOfFrame: number, seenOfHole?: number) {
  return { seenOfFrame, seenOfHole, generatorShare: 0 };
}

/** With plain spaces, so that the sentences are readable here. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

test('a share only rounds to 0 % or 100 % if it is exactly that', () => {
  expect([0, 0.001, 0.834, 0.999, 1].map((share) => plain(formatShare(share)))).toEqual([
    '0 %',
    '1 %',
    '83 %',
    '99 %',
    '100 %',
  ]);
});

test('seen and guessed are shares of what is behind the person', () => {
  expect(plain(describeKnown(report(0.9, 0.834), 'camera'))).toBe(
    'Behind you: 83 % seen, 17 % guessed',
  );
  expect(plain(describeKnown(report(0.9, 0.5), 'demo'))).toBe(
    'Behind them: 50 % seen, 50 % guessed',
  );
  expect(describeKnown(report(1, 1), 'camera')).toBe('Behind you: all seen');
});

test('with nobody in the picture, the words are about the whole room', () => {
  expect(plain(describeKnown(report(0.96), 'camera'))).toBe('The room: 96 % seen');
});

test('the outcome of a look says what remains, and why', () => {
  expect(judgeLesson(report(1), 'camera')).toEqual({
    isKnown: true,
    sentence: 'The room is known: come back in.',
  });
  expect(judgeLesson(report(1, 1), 'file').sentence).toBe('The room is known.');
  const missed = judgeLesson(report(0.83, 0.2), 'camera');
  expect(missed.isKnown).toBe(false);
  expect(plain(missed.sentence)).toBe(
    'Somebody was still in the picture: 17 % of it remains guessed.',
  );
  expect(plain(judgeLesson(report(0.4), 'camera').sentence)).toContain('60 % of the room');
});
