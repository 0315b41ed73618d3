// Another variant takes over while the picture goes on; what cannot be used changes nothing.
import { expect, type Page, test } from '@playwright/test';
import { named, readyPage, status } from './clip-steps.ts';

const LIVE = { timeout: 100_000 };

async function openVariants(page: Page) {
  await named(page, 'Variants').click();
  const panel = page.getByRole('dialog', { name: 'Variants' });
  await expect(panel.getByRole('listitem')).not.toHaveCount(0);
  return panel;
}

function cardOf(page: Page, title: string) {
  return page.getByRole('listitem', { name: title, exact: true });
}

test('another variant takes over, is kept for the next visit, and works without the network', async ({
  page,
}) => {
  await readyPage(page, '/?source=demo&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  await openVariants(page);
  await expect(cardOf(page, 'Guided Lite')).toContainText('In use');
  await expect(cardOf(page, 'Guided Lite')).toContainText('a second');
  await expect(cardOf(page, 'Guided')).toContainText('not measured yet');
  await named(page, 'Measure Guided').click();
  await expect(cardOf(page, 'Guided')).toContainText('kept here', { timeout: 60_000 });
  await expect(cardOf(page, 'Guided')).toContainText('a second');
  await expect(cardOf(page, 'Guided Lite')).toContainText('In use');
  await named(page, 'Use Guided').click();
  await expect(cardOf(page, 'Guided')).toContainText('In use', { timeout: 60_000 });
  await named(page, 'Close').click();
  await expect(page.locator('summary')).toContainText('guided');
  await expect(status(page)).toHaveText('The cloak is on.');

  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto('/?source=demo&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  await expect(page.locator('summary')).toContainText('guided');
  expect(fetched.filter((path) => path.endsWith('.bin'))).toEqual([]);
});

test('a shard that arrives broken keeps the variant in use, and says why', async ({ page }) => {
  await page.route('**/models/guided/weights.bin', async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    body[1000]! ^= 255;
    await route.fulfill({ response: answer, body });
  });
  await readyPage(page, '/?source=demo&tier=wasm');
  await expect(status(page)).toHaveText('The cloak is on.', LIVE);
  const panel = await openVariants(page);
  await named(page, 'Use Guided').click();
  await expect(panel.getByRole('alert')).toContainText(
    'weights.bin of "guided" does not match its card\'s hash: it was changed.',
    { timeout: 60_000 },
  );
  await expect(cardOf(page, 'Guided Lite')).toContainText('In use');
  await named(page, 'Close').click();
  await expect(status(page)).toHaveText('The cloak is on.');

  await page.unroute('**/models/guided/weights.bin');
  await openVariants(page);
  await named(page, 'Use Guided').click();
  await expect(cardOf(page, 'Guided')).toContainText('In use', { timeout: 60_000 });
});
