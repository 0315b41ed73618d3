import { expect, test } from 'vitest';
import { judgeAudit } from './npm-audit.ts';

const counts = { info: 0, low: 1, moderate: 2, high: 0, critical: 0, total: 3 };
const report = (changes: object, vulnerabilities = {}) =>
  JSON.stringify({ vulnerabilities, metadata: { vulnerabilities: { ...counts, ...changes } } });

test('minor findings are reported', () => {
  expect(judgeAudit(report({}))).toEqual({
    isGood: true,
    sentence: 'npm audit: nothing grave (3 in all).',
  });
});

test.each(['high', 'critical'])('a %s finding is a failure, and is named', (severity) => {
  const { isGood, sentence } = judgeAudit(
    report({ [severity]: 1 }, { left: { severity }, right: { severity: 'low' } }),
  );
  expect(isGood).toBe(false);
  expect(sentence).toContain(`left (${severity})`);
  expect(sentence).not.toContain('right');
});

test.each([
  [
    'a registry without the service',
    'npm warn audit 405\n{"message": "405 Method Not Allowed"}',
    '405',
  ],
  ['no network', '{"message": "request failed, reason: getaddrinfo ENOTFOUND"}', 'ENOTFOUND'],
  ['no answer', '', 'no answer that can be read'],
  ['an answer that is cut short', '{"metadata": {', 'no answer that can be read'],
])('%s is not a failure, and is reported', (_what, output, reason) => {
  const { isGood, sentence } = judgeAudit(output);
  expect(isGood).toBeUndefined();
  expect(sentence).toContain(`npm audit is skipped: `);
  expect(sentence).toContain(reason);
});
