import { expect, test } from 'vitest';
import { cameraProblemOf } from './camera-problem.ts';
import { describe, problemOf, SourceError } from './problem.ts';

test.each([
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'refused'],
  ['NotFoundError', 'none-found'],
  ['NotReadableError', 'in-use'],
  ['AbortError', 'in-use'],
  ['OverconstrainedError', 'unknown'],
])('%s means %s', (name, kind) => {
  expect(cameraProblemOf(new DOMException('', name)).kind).toBe(kind);
});

test('every known failure has its own text', () => {
  const names = ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'OddError'];
  const texts = names.map((name) => cameraProblemOf(new DOMException('', name)).happened);
  expect(new Set(texts).size).toBe(names.length);
});

test('an unknown failure keeps the browser’s message', () => {
  expect(cameraProblemOf(new TypeError('no constraints')).happened).toContain('no constraints');
});

test('the text says what happened, what Vanish does now and what the user can do', () => {
  const problem = cameraProblemOf(new DOMException('', 'NotAllowedError'));
  expect(describe(problem, 'Vanish waits.')).toBe(
    'The camera was refused. Vanish waits. ' +
      'Allow it next to the page’s address and press Start camera, or play the demo.',
  );
});

test('an error that is not a SourceError is not swallowed', () => {
  expect(problemOf(new Error('disk on fire')).happened).toContain('disk on fire');
  const problem = cameraProblemOf(new DOMException('', 'NotFoundError'));
  expect(problemOf(new SourceError(problem))).toBe(problem);
});
