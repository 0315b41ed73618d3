// Reads how many tests passed and failed from the last lines of Vitest, pytest and Playwright.

export interface TestCounts {
  passed: number;
  failed: number;
}

// eslint-disable-next-line no-control-regex -- colour codes start with the escape character
const COLOUR = /\u001b\[[0-9;]*m/g;

// `     Tests  1 failed | 12 passed (13)`
const VITEST = /^ *Tests {2}.*\(\d+\)$/;
// `=== 1 failed, 12 passed, 2 warnings in 3.14s ===`, with -q without the signs
const PYTEST = /^=* ?\d+ [a-z]+(, \d+ [a-z]+)* in [\d.]+s( \([\d:]+\))?( =+)?$/;
// `  12 passed (31.4s)`, and above it in lines of their own the failed and the flaky ones
const PLAYWRIGHT = /^ {2}\d+ (passed|failed|flaky|timed out|interrupted)( \([\d.]+m?s?\))?$/;

/** The sum of the numbers before any of the words in the line. */
function numberBefore(line: string, words: string): number {
  const found = line.matchAll(new RegExp(`(\\d+) (?:${words})\\b`, 'g'));
  return [...found].reduce((sum, [, digits]) => sum + Number(digits), 0);
}

/** Adds up every closing line in the text. A flaky test counts as passed. */
export function countTests(output: string): TestCounts {
  const counts = { passed: 0, failed: 0 };
  for (const line of output.replaceAll(COLOUR, '').split(/\r?\n/)) {
    if (![VITEST, PYTEST, PLAYWRIGHT].some((pattern) => pattern.test(line))) continue;
    counts.passed += numberBefore(line, 'passed|flaky');
    counts.failed += numberBefore(line, 'failed|errors?|timed out|interrupted');
  }
  return counts;
}
