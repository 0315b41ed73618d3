// Words of any page: each page has its own, and all follow the same rules.
import { expect, test, vi } from 'vitest';
import { formatPercent } from './percent.ts';
import { createSpoken, type Dictionary } from './spoken.svelte.ts';

const ENGLISH = { hello: 'Hello' };
const german = (hello: string) => () =>
  Promise.resolve({ words: { hello }, translate: (text: string) => `${text} (deutsch)` });

test('each page speaks its own words', async () => {
  const one = createSpoken(ENGLISH, { de: german('Hallo') });
  const other = createSpoken({ bye: 'Bye' }, { de: () => Promise.reject(new Error('unasked')) });
  await one.speak('de');
  expect([one.language(), one.t().hello, one.told('Odd.')]).toEqual([
    'de',
    'Hallo',
    'Odd. (deutsch)',
  ]);
  expect([other.language(), other.t().bye, other.told('Odd.')]).toEqual(['en', 'Bye', 'Odd.']);
  await one.speak('en');
  expect([one.t().hello, one.told('Odd.')]).toEqual(['Hello', 'Odd.']);
});

test('a page without its dictionary keeps its language', async () => {
  const lost = () => Promise.reject(new Error('There is no connection.'));
  const page = createSpoken(ENGLISH, { de: lost });
  await expect(page.speak('de')).rejects.toThrow('There is no connection.');
  expect([page.language(), page.t().hello]).toEqual(['en', 'Hello']);
});

test('numbers are written as the language writes them', async () => {
  const page = createSpoken(ENGLISH, { de: german('Hallo') });
  expect([page.formatNumber(0.25, 1), page.formatNumber(1234.5, 2), page.formatNumber(7)]).toEqual([
    '0.3',
    '1,234.50',
    '7',
  ]);
  await page.speak('de');
  expect([page.formatNumber(0.25, 1), page.formatNumber(1234.5, 2)]).toEqual(['0,3', '1.234,50']);
  expect([formatPercent('en', 0.754), formatPercent('de', 0.754)]).toEqual(['75%', '75\u00a0%']);
});

/** A page that notes the language in which it is mounted. */
function blankPage() {
  const page = createSpoken(ENGLISH, { de: german('Hallo') });
  const mounted: string[] = [];
  return { ...page, mounted, mountPage: vi.fn(() => void mounted.push(page.language())) };
}

test('a page is mounted when its dictionary is there, and not before', async () => {
  const { start, mounted, mountPage } = blankPage();
  type Hello = Dictionary<typeof ENGLISH>;
  let arrive = (_: Hello) => {};
  const started = start(mountPage, 'de', () => new Promise<Hello>((resolve) => (arrive = resolve)));
  await new Promise((next) => setTimeout(next));
  expect(mounted).toEqual([]);
  arrive({ words: ENGLISH, translate: (sentence) => sentence });
  await started;
  expect(mounted).toEqual(['de']);
});

test('a page is mounted in English if the dictionary cannot be loaded', async () => {
  const { start, mounted, mountPage } = blankPage();
  await start(mountPage, 'de', () => Promise.reject(new Error('There is no connection.')));
  expect(mounted).toEqual(['en']);
});

test('what fails in mounting is not taken for a missing dictionary', async () => {
  const broken = () => {
    throw new Error('It does not mount.');
  };
  await expect(blankPage().start(broken, 'en')).rejects.toThrow('It does not mount.');
});
