// The page's language: the browser's, or the one that was chosen.
import { named } from './clip-steps.ts';
import { expect, test } from './open-page.ts';

test('the page is in German if the browser is, or if German was chosen', async ({ openPage }) => {
  const page = await openPage([], { locale: 'de-AT' });
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const isEnglish = document.body?.textContent.includes('Start camera');
      if (isEnglish) document.documentElement.dataset.english = 'seen';
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(named(page, 'Kamera starten')).toBeVisible();
  await expect(page.locator('html')).not.toHaveAttribute('data-english');
  await expect(page.getByRole('status')).toContainText('Keine Kamera gefunden.', {
    timeout: 30_000,
  });
  await expect(page.getByRole('status')).toContainText('Stattdessen läuft die Demo.');
  await named(page, 'Mehr').click();
  await page.getByLabel('Sprache').selectOption('English');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(named(page, 'Start camera')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-english', 'seen');
  await page.reload();
  await expect(named(page, 'Start camera')).toBeVisible();
  await page.goto('/?lang=de');
  await expect(named(page, 'Kamera starten')).toBeVisible();
});

test('German is fetched only when it is chosen, and the page says so if it cannot be', async ({
  page,
}) => {
  let fetched = 0;
  let isLost = true;
  await page.route('**/assets/german-*.js', (route) => {
    fetched++;
    return isLost ? route.abort() : route.continue();
  });
  await page.goto('/');
  await named(page, 'More').click();
  expect(fetched).toBe(0);
  const choice = page.getByLabel('Language');
  await choice.selectOption('Deutsch');
  await expect(page.getByRole('alert')).toHaveText(
    'Deutsch could not be loaded: there is no connection.',
  );
  await expect(choice).toHaveValue('en');
  await page.goto('/?lang=de');
  await expect(named(page, 'Start camera')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  isLost = false;
  await named(page, 'More').click();
  await choice.selectOption('Deutsch');
  await expect(named(page, 'Kamera starten')).toBeAttached();
});
