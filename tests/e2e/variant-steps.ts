// Steps in the panel of variants.
import { expect, type Page } from '@playwright/test';
import { named, openDrawer } from './clip-steps.ts';

/** Opens the panel, and waits until it lists the variants. */
export async function openVariants(page: Page) {
  await openDrawer(page);
  await named(page, 'Variants').click();
  const panel = page.getByRole('dialog', { name: 'Variants' });
  await expect(panel.getByRole('listitem')).not.toHaveCount(0);
  return panel;
}

/** A variant in its list. */
export function cardOf(page: Page, title: string) {
  return page.getByRole('listitem', { name: title, exact: true });
}
