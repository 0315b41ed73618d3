import { expect, test } from 'vitest';
import { errorOf, problemOf, VanishError } from './vanish-error.ts';

test('an error keeps its sentence, code and cause on the way through a worker', () => {
  const cause = new TypeError('Failed to fetch');
  const told = structuredClone(
    problemOf(new VanishError('not-loaded', 'It is not there.', { cause })),
  );
  const error = errorOf(told);
  expect(error).toBeInstanceOf(VanishError);
  expect(error).toMatchObject({
    name: 'VanishError',
    code: 'not-loaded',
    message: 'It is not there.',
    cause: { message: 'Failed to fetch' },
  });
});

test('an error without a code gets the code "failed"', () => {
  expect(errorOf(problemOf(new Error('Oh.')))).toMatchObject({ code: 'failed', message: 'Oh.' });
  expect(errorOf(problemOf('Oh.')).cause).toBeUndefined();
});
