// The layout: everything fits every screen, nothing is cut off or covered, and nothing moves by itself.
import type { Page } from '@playwright/test';
import { clipsDialog, expectPicture, named, openDrawer, readyPage } from './clip-steps.ts';
import { tapEngine, tellRoom } from './engine-tap.ts';
import { expect, test } from './open-page.ts';
import { CAMERA, LOCKABLE_CAMERA } from './person-gone.ts';

for (const { what, width, height } of [
  { what: 'upright', width: 390, height: 844 },
  { what: 'sideways', width: 844, height: 390 },
]) {
  test(`the page fits a phone held ${what}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto('/');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    for (const control of await page.locator('button:visible, fieldset:visible').all()) {
      const box = await control.boundingBox();
      expect(box!.x).toBeGreaterThanOrEqual(0);
      expect(box!.x + box!.width).toBeLessThanOrEqual(width);
      expect(box!.height).toBeGreaterThanOrEqual(44); // a finger's width
    }
  });
}

for (const { what, width, height } of [
  { what: 'a desk', width: 1280, height: 800 },
  { what: 'a phone held upright', width: 390, height: 844 },
  { what: 'a phone held sideways', width: 844, height: 390 },
]) {
  test(`all controls together fit ${what}`, async ({ openPage }) => {
    const page = await openPage(LOCKABLE_CAMERA);
    await page.setViewportSize({ width, height });
    await tapEngine(page);
    await page.goto('/?source=camera&tier=wasm');
    // The status may differ, since the fake camera's picture jumps.
    const picture = page.getByRole('img', { name: 'Cloaked picture' });
    await expect(picture).toHaveCSS('opacity', '1', { timeout: 100_000 });
    await page.getByRole('button', { name: 'Skip' }).click(); // the first steps
    await tellRoom(page, 0.9, 0.83);
    await expect(page.getByText('Step aside for two seconds')).toBeVisible();
    const tooWide = await page.evaluate(() => {
      const bar = document.querySelector('[aria-label="Controls"]')!.getBoundingClientRect();
      const controls = document.querySelectorAll<HTMLElement>(
        '[aria-label="Controls"] :is(button, label, fieldset, [role=meter])',
      );
      return [...controls]
        .filter((control) => control.checkVisibility()) // not those in collapsed parts
        .filter((control) => {
          const { left, right } = control.getBoundingClientRect();
          const isCut = control.scrollWidth > control.clientWidth + 1;
          return isCut || left < bar.left || right > bar.right;
        })
        .map((control) => control.innerText);
    });
    expect(tooWide).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}

test('the layout never shifts, from loading to a recording, and the overlay fades', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.addInitScript(() => {
    const shifts: [share: number, what: string][] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as {
        value: number;
        sources: { node?: Element }[];
      }[]) {
        const moved = entry.sources.map(({ node }) => `${node?.nodeName} ${node?.className}`);
        shifts.push([entry.value, moved.join()]);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  /** Over the whole time, as Core Web Vitals counts shifts, but including those after a key press. */
  async function expectCalm(until: string): Promise<void> {
    const shifts = await page.evaluate(
      () => (window as unknown as { shifts: [number, string][] }).shifts,
    );
    const sum = shifts.reduce((all, [share]) => all + share, 0);
    expect(sum, `${until}: ${JSON.stringify(shifts)}`).toBeLessThan(0.02);
  }
  await readyPage(page, '/?source=demo&tier=wasm');
  await expectPicture(page);
  await expectCalm('cloaked');
  await page.keyboard.press('r');
  await expect(page.locator('.stage-bar .time')).toHaveText(/0:0[1-9]/, { timeout: 20_000 });
  await page.keyboard.press('r');
  await expect(clipsDialog(page).locator('video')).toBeVisible();
  await page.keyboard.press('Escape');
  await expectCalm('recorded');

  const desk = page.locator('.desk');
  await page.mouse.move(640, 300);
  await expect(desk).toHaveCSS('opacity', '0', { timeout: 20_000 });
  await page.keyboard.press('Tab');
  await expect(desk).toHaveCSS('opacity', '1');
  await page.waitForTimeout(5000);
  await expect(desk).toHaveCSS('opacity', '1'); // the keyboard focus is in it, or near
});

/** Text and controls that are cut off or covered, in the open dialog or otherwise on the page. */
function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} px wide`);
    const open = document.querySelector('dialog[open], :popover-open');
    const all = (open ?? document).querySelectorAll<HTMLElement>(
      'button, input, select, a, p, h2, li',
    );
    for (const element of all) {
      const isElsewhere = !open && element.closest('dialog, [popover]') !== null;
      if (isElsewhere || element.closest('.visually-hidden, details:not([open]) .why')) continue;
      element.scrollIntoView({ block: 'nearest' });
      const { left, right, width, top, height } = element.getBoundingClientRect();
      if (width === 0) continue;
      const name = `${element.localName} "${element.innerText.slice(0, 20)}"`;
      if (left < -0.5 || right > innerWidth + 0.5) found.push(`${name} is at ${left} to ${right}`);
      if (element.scrollWidth > element.clientWidth + 1 && element.localName === 'button') {
        found.push(`${name} is ${element.scrollWidth} px wide inside`);
      }
      if (!element.matches('button:not(:disabled), select, a')) continue;
      const hit = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 30));
      if (!hit || !(element.contains(hit) || hit.contains(element)))
        found.push(`${name} is covered`);
    }
    return found;
  });
}

test('nothing is cut off or covered, even at 400 % zoom or with long names', async ({
  openPage,
}) => {
  const page = await openPage(CAMERA);
  async function expectInReach(state: string): Promise<void> {
    for (const [width, height] of [
      [320, 256], // 1280x1024 at 400 %
      [375, 667],
      [640, 400],
      [1280, 720],
    ] as const) {
      await page.setViewportSize({ width, height });
      expect(await outOfReach(page), `${state} at ${width}x${height}`).toEqual([]);
    }
  }
  async function lookAndClose(state: string): Promise<void> {
    await expectInReach(state);
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog[open], :popover-open')).toHaveCount(0);
  }
  await readyPage(page, '/?source=camera&tier=wasm');
  const guide = page.getByRole('region', { name: 'First steps' });
  await expect(guide).toBeVisible({ timeout: 30_000 });
  await expectInReach('first steps');

  // When a control removes itself, the focus moves to one nearby.
  await named(page, 'Next').focus();
  for (let step = 0; step < 3; step++) await page.keyboard.press('Enter');
  await expect(guide).toBeHidden();
  await expect(named(page, 'Shutter')).toBeFocused();

  await expectInReach('live');
  await named(page, 'No pixel leaves this machine.').click();
  await lookAndClose('privacy');
  await named(page, 'View').click();
  await lookAndClose('views');
  await openDrawer(page);
  await page.locator('summary').click();
  await lookAndClose('drawer');
  await openDrawer(page);
  await named(page, 'Variants').click();
  await expect(page.getByRole('listitem', { name: 'Classic' })).toBeVisible();
  await lookAndClose('variants');
  await page.keyboard.press('?');
  await lookAndClose('keys');

  for (let clip = 0; clip < 2; clip++) {
    await page.keyboard.press('r');
    await expect(page.getByRole('group', { name: 'Recording' })).toBeVisible();
    await page.waitForTimeout(800);
    if (clip === 0) await expectInReach('recording');
    await page.keyboard.press('r');
    await expect(clipsDialog(page)).toBeVisible();
    await page.getByLabel('Name').fill('W'.repeat(120));
    await named(page, 'Save').focus();
    await named(page, 'Delete').click();
    if (clip === 1) await expectInReach('clips');
    await page.keyboard.press('Escape');
  }
  await page.locator('input[accept^="video/*"]').setInputFiles({
    name: `${'x'.repeat(120)}\u202e4pm.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from('Dear all'),
  });
  await expect(page.getByRole('status').first()).toContainText('x4pm.txt” is not a video.');
  await expectInReach('a long sentence');
});
