// The page itself: its controls have names, the keyboard reaches them, and nothing is fetched from other servers.
import type { Page } from '@playwright/test';
import {
  chooseView,
  clipsDialog,
  inDrawer,
  named,
  openDrawer,
  readyPage,
  viewChoice,
} from './clip-steps.ts';
import { expect, test } from './open-page.ts';
import { CAMERA } from './person-gone.ts';

/** The focused element, as "role name". */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const name = element.ariaLabel ?? (element as HTMLInputElement).labels?.[0]?.innerText;
    const kind =
      element.localName === 'input' ? (element as HTMLInputElement).type : element.localName;
    const role = element.role ?? kind;
    return `${role} ${(name ?? element.innerText).trim()}`;
  });
}

async function expectPicture(page: Page) {
  await expect(page.getByRole('status')).toHaveText('The cloak is on.', { timeout: 100_000 });
}

test('every control has an accessible name', async ({ page }) => {
  await page.goto('/');
  for (const name of ['Start camera', 'Play the demo', 'Open a file']) {
    await expect(page.getByRole('button', { name, exact: true })).toBeEnabled();
  }
  await expect(page.getByRole('switch', { name: 'Cloak', exact: true })).toBeChecked();
  await inDrawer(page, () =>
    expect(page.getByRole('switch', { name: 'Remember the room' })).toBeChecked(),
  );
  await expect(page.getByRole('img', { name: 'Cloaked picture' })).toBeAttached();
  await expect(page.getByRole('status')).not.toBeEmpty();
});

test('the keyboard reaches every control', async ({ page }) => {
  await page.goto('/');
  const demo = /^button (Play the demo|Stop)$/; // without a camera, the demo plays by itself
  const reached = new Set<string>();
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('Tab');
    reached.add(await focused(page));
  }
  for (const control of [
    'button Start camera',
    'button Open a file',
    'switch Cloak',
    'button More',
  ]) {
    expect([...reached]).toContain(control);
  }
  expect([...reached].filter((control) => demo.test(control))).not.toEqual([]);
});

test('the arrow keys choose a view and move the line between before and after', async ({
  page,
}) => {
  await page.goto('/?source=demo');
  await expectPicture(page);
  await named(page, 'View').focus();
  await page.keyboard.press('Enter');
  await expect(viewChoice(page, 'Cloaked')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await expect(viewChoice(page, 'Before and after')).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(named(page, 'View')).toBeFocused();

  const line = page.getByRole('slider', { name: 'Line between before and after' });
  await line.focus();
  await page.keyboard.press('ArrowRight');
  await expect(line).toHaveAttribute('aria-valuenow', '52');
  await page.keyboard.press('Home');
  await expect(line).toHaveAttribute('aria-valuenow', '0');
});

test('the line between before and after can be dragged', async ({ page }) => {
  await page.goto('/?source=demo');
  await expectPicture(page);
  await chooseView(page, 'Before and after');
  const box = await page.getByRole('img', { name: 'Cloaked picture' }).boundingBox();
  if (!box) throw new Error('The picture has no box.');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.25, y);
  await page.mouse.up();
  await page.mouse.move(box.x + box.width * 0.9, y);
  const line = page.getByRole('slider', { name: 'Line between before and after' });
  await expect(line).toHaveAttribute('aria-valuenow', '25');
});

test('the demo is credited while it plays, and the status line names the tier', async ({
  page,
}) => {
  await page.goto('/?source=demo');
  await expectPicture(page);
  await expect(page.getByText('Intel IoT DevKit sample-videos, CC BY 4.0')).toBeVisible();
  await expect(page.locator('summary')).toContainText(/WebGPU|WebGL|WebAssembly/);
  // Stages are only timed occasionally.
  await expect(page.locator('summary')).toContainText(/frames per second.* ms/, {
    timeout: 60_000,
  });
});

test('no request leaves the origin', async ({ page, baseURL }) => {
  const requested: URL[] = [];
  page.on('request', (request) => requested.push(new URL(request.url())));
  await page.goto('/?source=demo');
  await expectPicture(page);
  const fetched = requested.filter(({ protocol }) => protocol !== 'blob:' && protocol !== 'data:');
  expect(fetched.map(({ pathname }) => pathname)).toContain('/models/catalog.json');
  const { origin } = new URL(baseURL!);
  expect(fetched.filter((url) => url.origin !== origin)).toEqual([]);
});

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

test('only=picture shows nothing but the picture, and errors', async ({ page }) => {
  // What others see is never mirrored.
  await page.addInitScript(() => localStorage.setItem('vanish-choices', '{"mirror":true}'));
  await page.setViewportSize({ width: 960, height: 720 }); // the demo's shape
  await page.goto('/?source=demo&only=picture');
  await expect(page.locator('canvas')).toHaveCSS('opacity', '1', { timeout: 100_000 });
  await expect(page.locator('button, fieldset, header, p')).toHaveCount(0);
  await expect(page.locator('canvas')).toHaveCSS('scale', 'none');
  const box = await page.locator('canvas').boundingBox();
  expect([box!.x, box!.y, box!.width, box!.height].map(Math.round)).toEqual([0, 0, 960, 720]);
  // The size does not depend on the window. The facts are in the title, and appear in the picture only on hover.
  await page.goto('/?source=demo&only=picture&size=480x360');
  await expect(page.locator('canvas')).toHaveCSS('opacity', '1', { timeout: 100_000 });
  const sized = await page.locator('canvas').boundingBox();
  expect([sized!.x, sized!.y, sized!.width, sized!.height]).toEqual([0, 0, 480, 360]);
  await expect(page).toHaveTitle(/^\d+ × \d+, .* frames a second · Vanish$/, { timeout: 30_000 });
  await expect(page.getByText('frames a second')).toBeHidden();
  await page.mouse.move(100, 100);
  await expect(page.getByText('frames a second')).toBeVisible();
  // Errors are still shown.
  await page.goto('/?source=demo&only=picture&variant=nobody');
  await expect(page.getByRole('status')).toContainText('There is no variant "nobody"', {
    timeout: 60_000,
  });
});

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

test('the cloak works without WebGL and WebGPU', async ({ openPage }) => {
  const page = await openPage(['--disable-gpu', '--disable-software-rasterizer']);
  await page.goto('/?source=demo');
  await expectPicture(page);
});

test('without WebCodecs the page says so, and hides the controls that would not work', async ({
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'VideoFrame'));
  await page.goto('/?source=demo');
  await expect(page.getByRole('status')).toContainText('WebCodecs', { timeout: 30_000 });
  await expect(page.getByRole('region', { name: 'Controls' })).toBeHidden();
  await expect(page.getByRole('button', { name: /Record|Snapshot|camera/ })).toHaveCount(0);
});
